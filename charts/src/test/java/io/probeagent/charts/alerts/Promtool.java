package io.probeagent.charts.alerts;

import io.probeagent.charts.Program;
import io.probeagent.charts.Program.Outcome;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Prometheus' tool for rules, of Debian's package prometheus. */
final class Promtool {
  private Promtool() {}

  /** Runs it in a folder; the test is skipped where it is not installed. */
  static Outcome run(Path folder, String... arguments) throws Exception {
    Program.assumeOnPath("promtool");
    String[] command =
        Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new);
    return Program.run(folder, command);
  }
}

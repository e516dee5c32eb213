package io.probeagent.charts.alerts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.charts.helm.Program;
import io.probeagent.charts.helm.Program.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prometheus' tool for rules, of Debian's package prometheus. */
final class Promtool {
  private static final Program PROMTOOL = new Program("promtool");

  private Promtool() {}

  /** Runs it in a folder; the test is skipped where it is not installed. */
  static Said run(Path folder, String... arguments) throws IOException, InterruptedException {
    assumeTrue(PROMTOOL.isInstalled(), "promtool is not installed");
    return PROMTOOL.run(folder, List.of(arguments));
  }
}

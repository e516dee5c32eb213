package io.probeagent.charts.alerts;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus' tool for rules, of Debian's package prometheus. */
final class Promtool {
  /** Its exit code, and what it says on both streams. */
  record Said(int exitCode, String text) {}

  private Promtool() {}

  /** Runs it in a folder; the test is skipped where it is not installed. */
  static Said run(Path folder, String... arguments) throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "promtool is not installed");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, MINUTES)) {
      process.destroyForcibly();
    }
    return new Said(process.waitFor(), text);
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }
}

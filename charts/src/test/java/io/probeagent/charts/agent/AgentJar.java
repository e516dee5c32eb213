package io.probeagent.charts.agent;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent as its container runs it. */
final class AgentJar {
  /** What it says, on both streams, and its exit code. */
  record Said(int exitCode, String text) {}

  private AgentJar() {}

  /** Whether it would start with these variables and no others. */
  static Said checks(Map<String, String> variables) throws IOException, InterruptedException {
    Process process = start(variables, "--print-config");
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, MINUTES)) {
      process.destroyForcibly();
    }
    return new Said(process.waitFor(), text);
  }

  static Process start(Map<String, String> variables, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A short run: what a container's flags save in the long one costs time here.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-jar", System.getProperty("agent.jar", "agent.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PROBE_"));
    builder.environment().putAll(variables);
    return builder.start();
  }
}

package io.probeagent.charts.agent;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two programs as their containers run them, with these variables and no others. */
public enum Jar {
  AGENT("agent.jar"),
  APP("app.jar");

  /** What one says, on both streams, and its exit code. */
  public record Said(int exitCode, String text) {}

  private final String property;

  Jar(String property) {
    this.property = property;
  }

  /** Waits for its end. */
  public Said run(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(variables, arguments);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, MINUTES)) {
      process.destroyForcibly();
    }
    return new Said(process.waitFor(), text);
  }

  public Process start(Map<String, String> variables, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short runs: what saves memory in a container's long one costs time here.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", System.getProperty(property, property)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("PROBE_.*|PORT|STOP_MODE"));
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** The first group of the first line that matches, once the program has said it. */
  public static String awaited(Process process, Pattern line) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (Optional<String> next = read(output); next.isPresent(); next = read(output)) {
      Matcher matcher = line.matcher(next.get());
      if (matcher.find()) {
        return matcher.group(1);
      }
      said.append(next.get()).append('\n');
    }
    throw new IOException("it ended without " + line + " (it said: " + said + ")");
  }

  private static Optional<String> read(BufferedReader output) throws IOException {
    return Optional.ofNullable(output.readLine());
  }
}

package io.probeagent.charts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine: those that render, and the one that checks alerts. */
public final class Program {
  private static final String HOW =
      " (expected: on PATH; charts/kubectl/install brings Helm and kubectl, Debian's prometheus promtool)";
  private static final int LIMIT_MINUTES = 2;

  private Program() {}

  /**
   * How one ended.
   *
   * @param output what it printed, errors among it where it failed
   */
  public record Outcome(int exitCode, String output) {}

  /** Skips the test where there is no kubectl that knows components and what they need here. */
  public static void assumeKubectl() throws Exception {
    assumeOnPath("kubectl");
    String version = run(Path.of("/"), "kubectl", "version", "--client").output();
    boolean known = version.matches("(?s).*Kustomize Version: v([5-9]|[1-9][0-9]).*");
    assumeTrue(
        known, version.strip() + " (expected: Kustomize 5.0 or newer, as since kubectl 1.27)");
  }

  /** Skips the test where the program is not there. */
  public static void assumeOnPath(String name) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    assumeTrue(there, name + " is not installed" + HOW);
  }

  /** Runs a command in a folder, to its end. */
  public static Outcome run(Path folder, String... command) throws Exception {
    Path out = Files.createTempFile("out", ".yaml");
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " is not done after " + LIMIT_MINUTES + " min");
      }
      int code = process.exitValue();
      return new Outcome(code, code == 0 ? text(out) : text(errors) + text(out));
    } finally {
      Files.delete(out);
      Files.delete(errors);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

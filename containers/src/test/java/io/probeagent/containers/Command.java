package io.probeagent.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end. */
final class Command {
  private Command() {}

  /** What came of it. */
  record Result(List<String> command, int exitCode, String out, String err) {
    /** Standard output without the last line break, if all went well. */
    String expectSuccess() {
      if (exitCode != 0) {
        throw new AssertionError(
            "%s ended with %d (expected: 0); it said: %s%s"
                .formatted(String.join(" ", command), exitCode, out, err));
      }
      return out.strip();
    }
  }

  static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
    return Stream.of(path.split(":", -1))
        .map(folder -> Path.of(folder).resolve(program))
        .anyMatch(Files::isExecutable);
  }

  /** Its output goes to files: what it leaves behind may keep a pipe open for ever. */
  static Result run(Duration most, Map<String, String> environment, List<String> command) {
    try {
      // Conmon leaves a file there when a container runs out of memory.
      Path folder = Files.createDirectories(Path.of("target", "commands"));
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " does not end within " + most);
        }
        return new Result(
            command,
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(command + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was not waited for", e);
    }
  }
}

package io.probeagent.rollout.daemon;

import io.probeagent.rollout.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Program {
  /** Where Debian puts what only root runs, and PostgreSQL. */
  private static final List<String> ASIDE = List.of("/usr/sbin", "/usr/lib/postgresql/15/bin");

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private Program() {}

  static boolean isInstalled(String name) {
    return find(name).isPresent();
  }

  static Path path(String name) {
    return find(name).orElseThrow(() -> new AssertionError(name + " is not installed"));
  }

  private static Optional<Path> find(String name) {
    String[] path = System.getenv().getOrDefault("PATH", "").split(":", -1);
    return Stream.concat(Stream.of(path), ASIDE.stream())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs one to its end; returns what it printed. */
  static String run(Path dir, List<String> command) throws IOException, InterruptedException {
    try (Child child = Child.start(command, Map.of(), dir.resolve("prepare.log"), line -> {})) {
      if (child.awaitExit(LIMIT).isEmpty()) {
        throw new IOException(command + " does not end");
      }
      return String.join("\n", child.output().lines());
    }
  }
}

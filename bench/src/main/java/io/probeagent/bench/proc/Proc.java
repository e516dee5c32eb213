package io.probeagent.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files below {@code /proc}. What is asked may be gone. */
final class Proc {
  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  /** The text of a file; empty if its process or thread has ended. */
  static Optional<String> read(String path) {
    try {
      return Optional.of(
          new String(Files.readAllBytes(ROOT.resolve(path)), StandardCharsets.US_ASCII));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      // ESRCH: it ended between open and read.
      if (String.valueOf(e.getMessage()).contains("No such process")) {
        return Optional.empty();
      }
      throw new UncheckedIOException("cannot read /proc/" + path, e);
    }
  }

  /** The threads of a process. */
  static List<String> threads(long pid) {
    try (Stream<Path> tasks = Files.list(ROOT.resolve(pid + "/task"))) {
      return tasks.map(task -> task.getFileName().toString()).toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list /proc/" + pid + "/task", e);
    }
  }
}

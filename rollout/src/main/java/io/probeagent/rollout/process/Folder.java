package io.probeagent.rollout.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders; their paths are short, since a socket's path must be. */
public final class Folder {
  private Folder() {}

  public static Path create() throws IOException {
    return Files.createTempDirectory("pod");
  }

  /** Deletes a folder with all that is in it, even while somebody else does the same. */
  public static void delete(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException gone) {
      return;
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}

package io.probeagent.rollout.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders; their paths are short, since a socket's path must be. */
public final class Folder {
  private static final int MOST_TRIES = 1000;

  private Folder() {}

  public static Path create() throws IOException {
    return Files.createTempDirectory("pod");
  }

  /** Deletes a folder with all that is in it, even while somebody adds to it, or does the same. */
  public static void delete(Path root) throws IOException {
    for (int i = 1; Files.exists(root, LinkOption.NOFOLLOW_LINKS); i++) {
      try {
        deleteWhatIsThere(root);
      } catch (DirectoryNotEmptyException added) {
        if (i == MOST_TRIES) {
          throw added;
        }
      } catch (NoSuchFileException | UncheckedIOException goneMeanwhile) {
        if (i == MOST_TRIES) {
          throw new IOException(root + " is not to be deleted", goneMeanwhile);
        }
      }
    }
  }

  private static void deleteWhatIsThere(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}

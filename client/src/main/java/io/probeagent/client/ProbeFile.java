package io.probeagent.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The file whose existence says that the app is alive, and whose content says how it is. */
final class ProbeFile {

  private final Path path;
  private final Path temporary;
  private @Nullable String written;
  private long beats;

  ProbeFile(Path path) {
    this.path = path;
    this.temporary =
        path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
  }

  /** Brings the file up to date; does nothing if it is. */
  void keep(AppState state) throws IOException {
    String content = state.fileContent();
    if (!content.equals(written)) {
      write(content);
    } else if (beats != state.beats()) {
      touch(content);
    }
    beats = state.beats();
  }

  /** Makes the next {@link #keep} write the file anew if somebody took it away. */
  void forgetIfMissing() {
    if (Files.notExists(path)) {
      written = null;
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(temporary);
    Files.deleteIfExists(path);
  }

  private void touch(String content) throws IOException {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    } catch (NoSuchFileException e) {
      write(content);
    }
  }

  private void write(String content) throws IOException {
    // A predecessor that was killed may have left one behind, owned by another user perhaps.
    Files.deleteIfExists(temporary);
    Files.writeString(temporary, content, UTF_8, StandardOpenOption.CREATE_NEW);
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    written = content;
  }
}

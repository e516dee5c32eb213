package io.probeagent.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with a token in it, read when it is another one than before: Kubernetes changes a Secret
 * by turning a link ({@code ..data}) to a new folder. Blocks.
 */
final class TokenFile {
  private static final int MAX_BYTES = 1024;
  private static final byte[] NONE = {};

  private final Path path;
  private @Nullable List<?> read;
  private byte[] token = NONE;

  /**
   * What is in it.
   *
   * @param token empty if it could not be read
   * @param problem why, else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Content(byte[] token, String problem) {}

  TokenFile(Path path) {
    this.path = path;
  }

  /** Reads it if it has changed. */
  Content content() {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        throw new IOException("it is no regular file");
      }
      // Before the reading: what changes meanwhile is another one the next time.
      List<?> stamp = Arrays.asList(now.lastModifiedTime(), now.size(), now.fileKey());
      if (!stamp.equals(read)) {
        try (InputStream in = Files.newInputStream(path)) {
          String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
          token = text.strip().getBytes(StandardCharsets.UTF_8);
        }
        read = stamp;
      }
      return new Content(token, "");
    } catch (IOException | RuntimeException e) {
      token = NONE;
      read = null;
      return new Content(NONE, path + " cannot be read: " + e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

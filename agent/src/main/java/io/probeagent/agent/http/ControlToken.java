package io.probeagent.agent.http;

import io.probeagent.agent.source.SourceErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bearer token of the control verbs: given as a value, or in a file that may change. */
final class ControlToken {
  private static final int MAX_BYTES = 1024;
  private static final String SCHEME = "Bearer ";

  private final Optional<Path> file;
  private final SourceErrors errors;
  private byte[] token;
  private @Nullable FileTime read;

  ControlToken(Optional<String> value, Optional<Path> file, SourceErrors errors) {
    this.token = value.orElse("").getBytes(StandardCharsets.UTF_8);
    this.file = file;
    this.errors = errors;
  }

  /** Whether the value of an {@code Authorization} header is the token; never if there is none. */
  boolean admits(@Nullable String authorization) {
    file.ifPresent(this::readIfChanged);
    if (authorization == null
        || token.length == 0
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given =
        authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, token);
  }

  /**
   * A file that cannot be read admits nobody: an old token may have been revoked by its removal.
   */
  private void readIfChanged(Path path) {
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      if (changed.equals(read)) {
        return;
      }
      try (InputStream in = Files.newInputStream(path)) {
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        token = text.strip().getBytes(StandardCharsets.UTF_8);
      }
      read = changed;
    } catch (IOException e) {
      token = new byte[0];
      read = null;
      errors.error("", "control", "token_file", path + " cannot be read: " + e);
    }
  }
}

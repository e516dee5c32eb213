package io.probeagent.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment tells the client.
 *
 * @param folder {@code PROBE_DIR}, shared with the agent
 * @param file {@code PROBE_FILE}, a plain name in the folder
 * @param socket {@code PROBE_SIGNAL_SOCKET}, resolved against the folder
 * @param watchdogUsec {@code WATCHDOG_USEC}, or 0 for no watchdog
 */
record Settings(Path folder, String file, Path socket, long watchdogUsec) {

  /** The kernel takes 108 bytes with the terminator, other systems fewer. */
  private static final int MAX_SOCKET_PATH_BYTES = 100;

  /** Empty when {@code PROBE_DIR} is not set: the app runs without an agent. */
  static Optional<Settings> from(Map<String, String> env) {
    String folder = env.getOrDefault("PROBE_DIR", "");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path path = path("PROBE_DIR", folder);
    Path socket = path("PROBE_SIGNAL_SOCKET", orDefault(env, "PROBE_SIGNAL_SOCKET", "signal.sock"));
    return Optional.of(new Settings(path, file(env), path.resolve(socket), watchdog(env)));
  }

  Path probeFile() {
    return folder.resolve(file);
  }

  boolean socketPathFits() {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH_BYTES;
  }

  private static String file(Map<String, String> env) {
    String name = orDefault(env, "PROBE_FILE", "live");
    if (name.contains("/") || name.equals(".") || name.equals("..")) {
      throw unusable("PROBE_FILE", name, "a file name without a folder");
    }
    path("PROBE_FILE", name);
    return name;
  }

  private static long watchdog(Map<String, String> env) {
    String text = orDefault(env, "WATCHDOG_USEC", "");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long usec = Long.parseLong(text);
      if (usec > 0) {
        return usec;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number out of range.
    }
    throw unusable("WATCHDOG_USEC", text, "a whole number of microseconds > 0");
  }

  private static Path path(String variable, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw unusable(variable, value, "a path");
    }
  }

  private static String orDefault(Map<String, String> env, String variable, String otherwise) {
    String value = env.getOrDefault(variable, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static IllegalArgumentException unusable(String variable, String value, String expected) {
    return new IllegalArgumentException(variable + "=" + value + " (expected: " + expected + ")");
  }
}

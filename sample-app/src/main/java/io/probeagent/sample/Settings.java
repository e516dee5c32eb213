package io.probeagent.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the environment says; the client reads variables of its own.
 *
 * @param port to listen on, 0 for any free one
 * @param startDelay of a simulated warm-up, before the app is ready
 * @param exitAfter how long it serves before it stops by itself, zero: for ever
 * @param stopMode how it stops
 */
record Settings(int port, Duration startDelay, Duration exitAfter, StopMode stopMode) {

  static final String HELP =
      """
      A small HTTP server that stops without losing a request. Environment:
        PORT            port to listen on, 0 to 65535; 0: any free one (default 8080)
        START_DELAY_MS  simulated warm-up before it is ready, 0 to 3600000 ms (default 0)
        EXIT_AFTER_MS   how long it serves before it stops as at a SIGTERM, 0 to 3600000 ms; 0: for
                        ever (default 0)
        STOP_MODE       full: lose no request (default); to see how others lose some:
                        delay-then-close, close-first (what most frameworks do), abrupt
        PROBE_DIR       folder shared with the agent (default: run without an agent)
        PROBE_FILE, PROBE_SIGNAL_SOCKET, WATCHDOG_USEC: see ProbeClient
      """;

  /**
   * @throws IllegalArgumentException naming the variable, its value and what was expected
   */
  static Settings from(Map<String, String> env) {
    int port = number(env, "PORT", 8080, 65_535);
    Duration startDelay = Duration.ofMillis(number(env, "START_DELAY_MS", 0, 3_600_000));
    Duration exitAfter = Duration.ofMillis(number(env, "EXIT_AFTER_MS", 0, 3_600_000));
    return new Settings(port, startDelay, exitAfter, stopMode(env.getOrDefault("STOP_MODE", "")));
  }

  private static StopMode stopMode(String text) {
    List<StopMode> modes = List.of(StopMode.values());
    return modes.stream()
        .filter(mode -> mode.toString().equals(text.isEmpty() ? "full" : text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "STOP_MODE=" + text + " (expected: one of " + modes + ")"));
  }

  private static int number(Map<String, String> env, String variable, int otherwise, int max) {
    String text = env.getOrDefault(variable, "");
    return text.isEmpty() ? otherwise : parse(variable, text, max);
  }

  /**
   * @throws IllegalArgumentException naming what was wrong, and what was expected
   */
  static int parse(String name, String text, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number out of range.
    }
    throw new IllegalArgumentException(
        name + "=" + text + " (expected: a whole number from 0 to " + max + ")");
  }
}

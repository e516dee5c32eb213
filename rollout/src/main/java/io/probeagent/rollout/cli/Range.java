package io.probeagent.rollout.cli;

import java.time.Duration;

/** Bounds of what may be asked for. */
final class Range {
  private Range() {}

  static void of(String option, Duration value, Duration least, Duration most)
      throws UsageException {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new UsageException(
          "%s is '%s' (expected: %s to %s)"
              .formatted(option, TimeSpan.text(value), TimeSpan.text(least), TimeSpan.text(most)));
    }
  }

  static void of(String option, int value, int least, int most) throws UsageException {
    if (value < least || value > most) {
      throw new UsageException(
          "%s is '%d' (expected: %d to %d)".formatted(option, value, least, most));
    }
  }
}

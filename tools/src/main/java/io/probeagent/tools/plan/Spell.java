package io.probeagent.tools.plan;

import java.math.BigDecimal;
import java.time.Duration;

/** Times as they are written. */
final class Spell {
  private Spell() {}

  /** {@code 5 s}, {@code 0.25 s}, {@code -3 s}. */
  static String time(Duration time) {
    return seconds(time) + " s";
  }

  /** A number of seconds without needless digits. */
  static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}

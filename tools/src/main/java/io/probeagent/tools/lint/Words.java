package io.probeagent.tools.lint;

import io.probeagent.tools.model.Handler;
import java.math.BigDecimal;
import java.time.Duration;

/** Phrases of findings. */
final class Words {
  private Words() {}

  /** What follows when a probe or hook can never succeed. */
  static String failure(Handler handler) {
    String name = handler.container().name();
    return switch (handler.name()) {
      case "livenessProbe" -> "it fails, and %s is restarted %s".formatted(name, after(handler));
      case "startupProbe" ->
          "it fails, and %s is restarted %s, over and over".formatted(name, after(handler));
      case "readinessProbe" -> "it fails, and the pod never gets ready";
      case "preStop" -> "the hook fails, and SIGTERM follows at once";
      default -> "the hook fails, and %s is killed".formatted(name);
    };
  }

  /** {@code after 3 × 10 s}. */
  static String after(Handler probe) {
    return "after %d × %d s".formatted(probe.failureThreshold(), probe.period());
  }

  /** {@code 5 s} or {@code 0.5 s}. */
  static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}

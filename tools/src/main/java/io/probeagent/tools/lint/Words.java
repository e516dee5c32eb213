package io.probeagent.tools.lint;

import io.probeagent.tools.model.Handler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

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

  /** The known name that takes the fewest edits, if they are few for its length. */
  static Optional<String> nearest(String name, Collection<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int edits = edits(name, candidate);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return least <= Math.max(2, name.length() / 3) ? Optional.of(best) : Optional.empty();
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

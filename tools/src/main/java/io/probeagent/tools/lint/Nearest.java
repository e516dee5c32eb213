package io.probeagent.tools.lint;

import java.util.Collection;
import java.util.Optional;

/** Which name was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The known name that takes the fewest edits, if they are few for its length. */
  public static Optional<String> to(String name, Collection<String> known) {
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

  /** {@code (did you mean x?)}, or nothing. */
  public static String hint(String name, Collection<String> known) {
    return to(name, known).map(found -> " (did you mean " + found + "?)").orElse("");
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}

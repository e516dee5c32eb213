package io.probeagent.agent.config;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names of variables and flags are ours, and which one was probably meant. */
final class Names {
  /**
   * What Kubernetes sets for a Service named probe, or probe-anything, unless {@code
   * enableServiceLinks: false}. No setting's name is of this form.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "PROBE(_[A-Z0-9_]+)?"
              + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private Names() {}

  static boolean isServiceLink(String variable) {
    return SERVICE_LINK.matcher(variable).matches();
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

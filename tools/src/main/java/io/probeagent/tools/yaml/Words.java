package io.probeagent.tools.yaml;

import org.jspecify.annotations.Nullable;

/** Keeps one of each of the words that come again and again, such as the names of fields. */
final class Words {
  private static final int LONGEST = 64;

  /** By hash; of two at one place the later one stays, so that it never grows. */
  private final @Nullable String[] known = new String[8192];

  String one(String word) {
    if (word.length() > LONGEST) {
      return word;
    }
    int hash = word.hashCode();
    int place = (hash ^ (hash >>> 13)) & (known.length - 1);
    String before = known[place];
    if (word.equals(before)) {
      return before;
    }
    known[place] = word;
    return word;
  }
}

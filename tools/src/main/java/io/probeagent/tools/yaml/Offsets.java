package io.probeagent.tools.yaml;

import java.util.Arrays;

/** Turns a number of code points, as YAML's marks count, into one of chars. */
final class Offsets {
  /** Which code points take two chars, in their order. */
  private final int[] wide;

  Offsets(String text) {
    int count = text.codePointCount(0, text.length());
    int[] found = new int[text.length() - count];
    int next = 0;
    for (int i = 0, offset = 0; next < found.length; i++) {
      int chars = Character.charCount(text.codePointAt(offset));
      if (chars > 1) {
        found[next++] = i;
      }
      offset += chars;
    }
    wide = found;
  }

  int ofCodePoint(int index) {
    if (wide.length == 0) {
      return index;
    }
    int before = Arrays.binarySearch(wide, index);
    return index + (before < 0 ? -before - 1 : before);
  }
}

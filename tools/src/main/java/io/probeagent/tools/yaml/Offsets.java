package io.probeagent.tools.yaml;

/** Turns a number of code points, as YAML's marks count, into one of chars. */
final class Offsets {
  /** By code point; empty where both are the same. */
  private final int[] chars;

  Offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      chars = new int[0];
      return;
    }
    chars = new int[count + 1];
    int offset = 0;
    for (int i = 0; i < count; i++) {
      chars[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    chars[count] = offset;
  }

  int ofCodePoint(int index) {
    return chars.length == 0 ? index : chars[index];
  }
}

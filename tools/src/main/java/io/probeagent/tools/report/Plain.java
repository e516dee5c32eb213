package io.probeagent.tools.report;

/** Texts of strangers' files, made fit for a terminal. */
final class Plain {
  private Plain() {}

  /** Without what could move a cursor or end a line; a tab stays. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c != '\t' && (Character.isISOControl(c) || isBidi(c)) ? '\uFFFD' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** Characters that turn around what is shown after them. */
  private static boolean isBidi(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}

package io.probeagent.client;

/** Makes any text fit for one line of the protocol. */
final class OneLine {

  private static final int REPLACEMENT = 0xFFFD;

  private OneLine() {}

  /**
   * Replaces whatever could end a line or upset a terminal by a space, and cuts the text between
   * two code points so that its UTF-8 form has at most {@code maxBytes}.
   */
  static String of(String text, int maxBytes) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), maxBytes));
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int original = text.codePointAt(i);
      int shown = shown(original);
      bytes += utf8Length(shown);
      if (bytes > maxBytes) {
        break;
      }
      line.appendCodePoint(shown);
      i += Character.charCount(original);
    }
    return line.toString();
  }

  private static int shown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      // Half of a pair: it has no UTF-8 form.
      case Character.SURROGATE -> REPLACEMENT;
      default -> codePoint;
    };
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}

package io.probeagent.sample;

/** Numbers that came from outside. */
final class Numbers {

  private Numbers() {}

  /**
   * @throws IllegalArgumentException naming what was wrong, and what was expected
   */
  static int parse(String name, String text, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number out of range.
    }
    throw new IllegalArgumentException(
        name + "=" + text + " (expected: a whole number from 0 to " + max + ")");
  }
}

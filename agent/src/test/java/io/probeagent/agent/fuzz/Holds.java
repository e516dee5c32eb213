package io.probeagent.agent.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Claims of fuzz targets. They are made a million times: the text is for the one that fails. */
public final class Holds {
  private Holds() {}

  public static void that(boolean claim, Supplier<String> otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise.get());
    }
  }

  public static void equal(@Nullable Object expected, @Nullable Object actual) {
    that(
        Objects.equals(expected, actual),
        () -> "expected: " + expected + "\n but was: " + actual + "\n");
  }

  /** What goes into logs, terminals and JSON: whole characters, and none that controls. */
  public static void printable(String text) {
    that(
        text.codePoints().noneMatch(Character::isISOControl),
        () -> "a control character in '" + text + "'");
    that(
        StandardCharsets.UTF_8.newEncoder().canEncode(text),
        () -> "half a character in '" + text + "'");
  }
}

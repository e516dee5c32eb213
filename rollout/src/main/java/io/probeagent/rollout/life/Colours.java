package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Prober;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Green for what passes and red for what does not, where somebody looks. */
enum Colours {
  OFF,
  ON;

  private static final String RESET = "\033[0m";

  static Colours ofTerminal() {
    return System.getenv("NO_COLOR") == null && isTerminal(System.console()) ? ON : OFF;
  }

  /** Since Java 22 there is a console even without a terminal, and it can be asked. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderThan22) {
      return true;
    }
  }

  /** The text of a code, in its colour. */
  String paint(int code, String text) {
    if (this == OFF) {
      return text;
    }
    return (Prober.passes(code) ? "\033[32m" : "\033[31m") + text + RESET;
  }
}

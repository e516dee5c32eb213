package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Prober;
import io.probeagent.rollout.process.Terminal;

/** Green for what passes and red for what does not, where somebody looks. */
enum Colours {
  OFF,
  ON;

  private static final String RESET = "\033[0m";

  static Colours ofTerminal() {
    return System.getenv("NO_COLOR") == null && Terminal.isOne() ? ON : OFF;
  }

  /** The text of a code, in its colour. */
  String paint(int code, String text) {
    if (this == OFF) {
      return text;
    }
    return (Prober.passes(code) ? "\033[32m" : "\033[31m") + text + RESET;
  }
}

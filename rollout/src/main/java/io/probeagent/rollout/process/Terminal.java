package io.probeagent.rollout.process;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether somebody looks. */
public final class Terminal {
  private Terminal() {}

  /** Whether the output goes to a terminal. */
  public static boolean isOne() {
    return isOne(System.console());
  }

  /** Since Java 22 there is a console even without a terminal, and it can be asked. */
  private static boolean isOne(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderThan22) {
      return true;
    }
  }
}

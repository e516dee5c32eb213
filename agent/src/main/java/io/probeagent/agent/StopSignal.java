package io.probeagent.agent;

import sun.misc.Signal;

/**
 * Takes SIGTERM and SIGINT, so that the process ends when it is done and with the code 0: the JVM's
 * own handler exits with 143 and leaves no say in the order of things.
 *
 * <p>{@code sun.misc.Signal} is in every JDK (module jdk.unsupported) and has no successor.
 */
final class StopSignal {
  private StopSignal() {}

  /** Runs the action, on a thread of the JVM's, at each of the signals. */
  static void on(Runnable action, String... names) {
    for (String name : names) {
      Signal.handle(new Signal(name), signal -> action.run());
    }
  }
}

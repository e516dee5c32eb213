package sun.misc;

/** A signal of the system. */
public final class Signal {
  /**
   * A signal by name.
   *
   * @param name without {@code SIG}
   */
  public Signal(String name) {}

  /** Handles a signal from now on; returns what did before. */
  public static native SignalHandler handle(Signal signal, SignalHandler handler);
}

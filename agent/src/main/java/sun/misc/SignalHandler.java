package sun.misc;

/** What to do at a signal. */
public interface SignalHandler {
  void handle(Signal signal);
}

package io.probeagent.rollout.traffic;

/** A client that has a thread of its own. */
interface Client extends AutoCloseable {
  /** A request, or what there is to do for one; then a pause. */
  void turn() throws InterruptedException;

  /** Waits for what is under way, and begins nothing. */
  default void finish() throws InterruptedException {}

  /** Closes its connection. */
  @Override
  void close();
}

package io.probeagent.rollout.cluster;

import java.time.Duration;

/** The one thread on which a cluster lives, and its clock. */
interface Loop {
  /** As {@link System#nanoTime}. */
  long now();

  /** Runs a task soon; callable from any thread. */
  void execute(Runnable task);

  /** Runs a task later. */
  Timer after(Duration delay, Runnable task);

  /** A task that can be called off. */
  interface Timer {
    void cancel();
  }
}

package io.probeagent.agent.pod;

/** Runs something later on the event loop. */
@FunctionalInterface
public interface Timers {
  void in(long nanos, Runnable task);
}

package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.atomic.AtomicBoolean;

/** The number of requests in flight: set often by many threads, told seldom by one. */
final class InFlight {

  /** Between two tellings at least. */
  static final long GAP = MILLISECONDS.toNanos(100);

  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile int value = -1;

  // Of the telling thread only.
  private boolean told;
  private long toldAt;

  /** Returns whether the telling thread has to be woken; it knows already if a value is pending. */
  boolean set(int count) {
    value = count;
    return pending.compareAndSet(false, true);
  }

  /** Nanoseconds until a pending value may be told; 0 or less if it may, endless if none is. */
  long remaining(long now) {
    if (!pending.get()) {
      return Long.MAX_VALUE;
    }
    return told ? toldAt + GAP - now : 0;
  }

  /** The value to tell now, negative if nobody ever set one. */
  int take(long now) {
    // Cleared before the value is read: a value set in between is told twice, never lost.
    pending.set(false);
    int count = value;
    if (count >= 0) {
      told = true;
      toldAt = now;
    }
    return count;
  }
}

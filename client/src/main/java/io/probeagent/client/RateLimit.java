package io.probeagent.client;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one call through per interval. */
final class RateLimit {

  private final long interval;
  private final AtomicLong next;

  /** Nanoseconds; the first call passes. */
  RateLimit(long interval, long now) {
    this.interval = interval;
    this.next = new AtomicLong(now);
  }

  boolean passes(long now) {
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + interval);
  }
}

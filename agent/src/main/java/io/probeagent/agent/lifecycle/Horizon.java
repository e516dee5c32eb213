package io.probeagent.agent.lifecycle;

/** Collects the moments that lie ahead, and remembers the first. */
final class Horizon {
  private final long now;
  private long nearest = Long.MAX_VALUE;

  Horizon(long now) {
    this.now = now;
  }

  /** Whether a moment has come; one that has not is remembered. */
  boolean isPast(long moment) {
    long ahead = moment - now;
    if (ahead <= 0) {
      return true;
    }
    nearest = Math.min(nearest, ahead);
    return false;
  }

  boolean isBounded() {
    return nearest != Long.MAX_VALUE;
  }

  long first() {
    return isBounded() ? now + nearest : now;
  }
}

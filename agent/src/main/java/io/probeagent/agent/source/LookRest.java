package io.probeagent.agent.source;

import java.time.Duration;

/**
 * How long not to look at the kernel's table after a look, by what that has cost. For a pod with a
 * single socket the kernel walks the table of the whole node.
 */
final class LookRest {
  /**
   * How many times as long as a look took there is none: clients without number must not cost more
   * than a twentieth of a core, however often a probe asks.
   */
  static final int BUSY = 20;

  static final Duration MOST_BUSY = Duration.ofSeconds(2);

  /**
   * The same while every app serves and none drains: a pod in which nothing happens may take a
   * thousandth of a core to know that.
   */
  static final int STEADY = 1000;

  private boolean first = true;
  private long took;

  /** A look has ended that took so many ns. The first one has also loaded what it needs. */
  void looked(long nanos) {
    took = first ? 0 : nanos;
    first = false;
  }

  /**
   * The rest after the last look, in ns from its beginning.
   *
   * @param most the longest rest of a steady pod
   */
  long length(boolean steady, Duration most) {
    long busy = Math.min(BUSY * took, MOST_BUSY.toNanos());
    return steady ? Math.max(busy, Math.min(STEADY * took, most.toNanos())) : busy;
  }
}

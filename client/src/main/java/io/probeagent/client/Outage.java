package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** A row of failures of one thing: when to try again, and one warning for all of them. */
final class Outage {

  static final long FIRST_WAIT = MILLISECONDS.toNanos(50);
  static final long LONGEST_WAIT = MILLISECONDS.toNanos(1000);

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private long wait;
  private long retryAt;
  private boolean warned;

  /**
   * One more failure.
   *
   * @param warning null if another outage has told the reason already
   */
  void failed(long now, @Nullable String warning) {
    wait = wait == 0 ? FIRST_WAIT : Math.min(2 * wait, LONGEST_WAIT);
    retryAt = now + wait;
    if (!warned && warning != null) {
      warned = true;
      LOG.log(Level.WARNING, warning);
    }
  }

  void over() {
    wait = 0;
    warned = false;
  }

  boolean isOngoing() {
    return wait != 0;
  }

  /** Nanoseconds until the next try; 0 or less if it is due. */
  long remaining(long now) {
    return wait == 0 ? 0 : retryAt - now;
  }
}

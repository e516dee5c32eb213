package io.probeagent.agent.lifecycle;

import java.util.concurrent.TimeUnit;

/**
 * What a draining app is told: how long it goes on as before, and when it must be done.
 *
 * @param delayMillis milliseconds from now until the propagation delay is over, never negative
 * @param deadlineMillis milliseconds from now until it must have ended, never negative
 */
public record Plan(long delayMillis, long deadlineMillis) {
  /** The plan of a drain as of now; the delay counts from its beginning, whoever began it. */
  public static Plan of(Drain drain, long now) {
    return new Plan(millis(drain.since() + drain.delay() - now), millis(drain.deadline() - now));
  }

  private static long millis(long nanos) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}

package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Probe;

/**
 * One question and its answer; times are of {@link System#nanoTime}.
 *
 * @param code {@link Prober#NO_ANSWER} if there was none
 */
record Sample(Probe probe, long asked, long answered, int code) {
  /** Whether all of it happened in a span. */
  boolean isWithin(long from, long to) {
    return asked - from >= 0 && to - answered >= 0;
  }

  /** Whether some of it happened in a span. */
  boolean touches(long from, long to) {
    return answered - from >= 0 && to - asked >= 0;
  }
}

package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Prober;

/**
 * What came of a probe.
 *
 * @param code HTTP status, {@link Prober#NO_ANSWER} if there was none
 * @param countsForNothing the answer began and never ended, so that kubelet throws it away
 */
record ProbeAnswer(int code, boolean countsForNothing) {
  static final ProbeAnswer THROWN_AWAY = new ProbeAnswer(Prober.NO_ANSWER, true);

  static ProbeAnswer of(int code) {
    return new ProbeAnswer(code, false);
  }

  boolean passes() {
    return Prober.passes(code);
  }
}

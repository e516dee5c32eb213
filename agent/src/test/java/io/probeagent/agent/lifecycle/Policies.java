package io.probeagent.agent.lifecycle;

import java.time.Duration;

/** Settings for tests: lease time-out 10 s, delay 5 s, drain time-out 20 s, grace period 30 s. */
final class Policies {
  static final Policy DEFAULT = of(Duration.ZERO, false, 30, false);

  /** A reload takes readiness away. */
  static final Policy RELOADING_UNREADY = of(Duration.ZERO, true, 30, false);

  /** Readiness is held until the propagation delay is over. */
  static final Policy HOLDING = of(Duration.ZERO, false, 30, true);

  /** Ports alone make no app ready. */
  static final Policy BY_WORD = with(Duration.ZERO, false);

  private Policies() {}

  /** An app that has said ready has to beat. */
  static Policy watched(Duration every) {
    return with(every, true);
  }

  private static Policy with(Duration watchdog, boolean readyByPorts) {
    return new Policy(
        DEFAULT.leaseTimeout(),
        DEFAULT.fileMaxAge(),
        DEFAULT.reloadingUnready(),
        watchdog,
        readyByPorts,
        DEFAULT.drainDelay(),
        DEFAULT.drainTimeout(),
        DEFAULT.gracePeriod(),
        DEFAULT.holdReadiness(),
        DEFAULT.readinessThreshold(),
        DEFAULT.untilIdle());
  }

  /** The probe file has to be touched. */
  static Policy fileMaxAge(Duration age) {
    return of(age, false, 30, false);
  }

  /** The pod has a grace period of so many seconds. */
  static Policy graceful(long seconds) {
    return of(Duration.ZERO, false, seconds, false);
  }

  static Policy of(Duration fileMaxAge, boolean reloadingUnready, long grace, boolean hold) {
    return new Policy(
        Duration.ofSeconds(10),
        fileMaxAge,
        reloadingUnready,
        Duration.ZERO,
        true,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(grace),
        hold,
        1,
        true);
  }
}

package io.probeagent.agent.lifecycle;

import java.time.Duration;

/**
 * The settings by which one app is judged.
 *
 * @param leaseTimeout how long a lost lease may come back before liveness fails
 * @param fileMaxAge how old the probe file's mtime may be; zero: as old as it likes
 * @param reloadingUnready whether a reload takes readiness away
 * @param watchdog how long an app that has said ready may go without a beat; zero: as long as it
 *     likes, unless it asks for a watchdog itself
 * @param readyByPorts whether an app that says nothing is ready once its ports listen
 * @param drainDelay propagation delay of a drain
 * @param drainTimeout after which a held {@code /drain} answers, whatever it still waits for
 * @param gracePeriod the pod's terminationGracePeriodSeconds
 * @param holdReadiness whether {@code /ready} stays 200 until the propagation delay is over
 * @param readinessThreshold how many answers of 503 kubelet must have been given in a drain
 * @param untilIdle whether a held {@code /drain} waits until nothing is in flight
 */
public record Policy(
    Duration leaseTimeout,
    Duration fileMaxAge,
    boolean reloadingUnready,
    Duration watchdog,
    boolean readyByPorts,
    Duration drainDelay,
    Duration drainTimeout,
    Duration gracePeriod,
    boolean holdReadiness,
    int readinessThreshold,
    boolean untilIdle) {

  /** What an app needs to abort and to exit before SIGKILL, when its time is up. */
  private static final long EXIT_MARGIN = Duration.ofSeconds(3).toNanos();

  /** How long an app may take to stop: the grace period less 3 s, or half of a very short one. */
  long stopTime() {
    long grace = gracePeriod.toNanos();
    return Math.max(grace - EXIT_MARGIN, grace / 2);
  }
}

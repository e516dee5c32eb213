package io.probeagent.agent.lifecycle;

import java.time.Duration;

/**
 * The settings by which one app is judged.
 *
 * @param leaseTimeout how long a lost lease may come back before liveness fails
 * @param fileMaxAge how old the probe file's mtime may be; zero: as old as it likes
 * @param reloadingUnready whether a reload takes readiness away
 * @param drainDelay propagation delay of a drain
 * @param drainTimeout after which a drain from outside has expired
 * @param gracePeriod the pod's terminationGracePeriodSeconds
 * @param holdReadiness whether {@code /ready} stays 200 until the propagation delay is over
 */
public record Policy(
    Duration leaseTimeout,
    Duration fileMaxAge,
    boolean reloadingUnready,
    Duration drainDelay,
    Duration drainTimeout,
    Duration gracePeriod,
    boolean holdReadiness) {

  /** What an app needs to abort and to exit before SIGKILL, when its time is up. */
  private static final long EXIT_MARGIN = Duration.ofSeconds(3).toNanos();

  /** How long an app may take to stop: the grace period less 3 s, or half of a very short one. */
  long stopTime() {
    long grace = gracePeriod.toNanos();
    return Math.max(grace - EXIT_MARGIN, grace / 2);
  }
}

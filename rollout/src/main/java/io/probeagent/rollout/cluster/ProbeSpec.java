package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import java.time.Duration;

/**
 * A probe of the app's container, by HTTP GET.
 *
 * @param period between two probes, more than 0
 * @param timeout for one of them, more than 0
 * @param initialDelay no probes until the container runs for that long
 * @param failureThreshold so many failures in a row count as one, at least 1
 * @param successThreshold the same for successes; anything but 1 makes sense for READY only
 */
public record ProbeSpec(
    Probe probe,
    Target target,
    String path,
    Duration period,
    Duration timeout,
    Duration initialDelay,
    int failureThreshold,
    int successThreshold) {

  public ProbeSpec {
    positive("period", period);
    positive("timeout", timeout);
    if (initialDelay.isNegative()) {
      throw new IllegalArgumentException("initialDelay=" + initialDelay + " (expected: >= 0)");
    }
    if (failureThreshold < 1 || successThreshold < 1) {
      throw new IllegalArgumentException(
          "thresholds of %d and %d (expected: >= 1)".formatted(failureThreshold, successThreshold));
    }
    if (successThreshold != 1 && probe != Probe.READY) {
      throw new IllegalArgumentException(
          "successThreshold=" + successThreshold + " of the " + probe + " probe (expected: 1)");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path=" + path + " (expected: /...)");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + "=" + value + " (expected: > 0)");
    }
  }

  /** A probe with the usual time-out of a second, the path of its kind, and no initial delay. */
  public static ProbeSpec of(Probe probe, Target target, Duration period, int failureThreshold) {
    Duration second = Duration.ofSeconds(1);
    return new ProbeSpec(
        probe, target, probe.path(), period, second, Duration.ZERO, failureThreshold, 1);
  }
}

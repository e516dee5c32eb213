package io.probeagent.rollout.cluster;

import java.time.Duration;

/**
 * How many pods there are, and how they are replaced.
 *
 * @param maxSurge how many more than replicas there may be, terminating ones not counted
 * @param maxUnavailable how many of the replicas may be missing
 * @param minReady how long a pod is Ready before it counts as available
 * @param progressDeadline an update without any progress for that long has failed; Kubernetes' own
 *     default is ten minutes
 * @param firstPort of the apps, each pod getting the next one that is free; 0 for any
 */
public record DeploymentSpec(
    String name,
    int replicas,
    int maxSurge,
    int maxUnavailable,
    Duration minReady,
    Duration progressDeadline,
    int firstPort) {

  public DeploymentSpec {
    if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException("name=" + name + " (expected: a DNS label)");
    }
    atLeast("replicas", replicas, 1);
    atLeast("maxSurge", maxSurge, 0);
    atLeast("maxUnavailable", maxUnavailable, 0);
    atLeast("firstPort", firstPort, 0);
    // pkg/apis/apps/validation: "cannot be 0 when maxSurge is 0".
    if (maxSurge == 0 && maxUnavailable == 0) {
      throw new IllegalArgumentException("maxUnavailable=0 and maxSurge=0 (expected: one > 0)");
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + "=" + value + " (expected: >= " + least + ")");
    }
  }

  /** One more at most, none less, no minimum of readiness, a minute without progress. */
  public static DeploymentSpec of(String name, int replicas) {
    return new DeploymentSpec(name, replicas, 1, 0, Duration.ZERO, Duration.ofMinutes(1), 0);
  }
}

package io.probeagent.rollout.cluster;

/**
 * Decides the next step of a rolling update (pkg/controller/deployment/rolling.go). Terminating
 * pods do not count: a replica set forgets a pod once it has deleted it.
 */
final class Rolling {
  private Rolling() {}

  /**
   * Pods that are not deleted.
   *
   * @param oldAvailable how many of the old ones are available; the others are unhealthy
   */
  record Counts(int old, int oldAvailable, int fresh, int freshAvailable) {}

  /** How many pods to create, and how many old ones to delete, those not available first. */
  record Step(int create, int delete) {
    static final Step NONE = new Step(0, 0);
  }

  /** First up, if that is possible, and down in a step of its own (rolloutRolling). */
  static Step decide(DeploymentSpec spec, Counts counts) {
    int create = scaleUp(spec, counts);
    return create > 0 ? new Step(create, 0) : new Step(0, scaleDown(spec, counts));
  }

  /** NewRSNewReplicas: up to replicas + maxSurge in all. */
  private static int scaleUp(DeploymentSpec spec, Counts counts) {
    int room = spec.replicas() + spec.maxSurge() - counts.old() - counts.fresh();
    return Math.max(0, Math.min(room, spec.replicas() - counts.fresh()));
  }

  /**
   * ReconcileOldReplicaSets: unhealthy old ones go first, but not in place of new ones that are not
   * available yet; then as many of the others as can be missed.
   */
  private static int scaleDown(DeploymentSpec spec, Counts counts) {
    int minAvailable = spec.replicas() - spec.maxUnavailable();
    int freshUnavailable = counts.fresh() - counts.freshAvailable();
    int most = counts.old() + counts.fresh() - minAvailable - freshUnavailable;
    if (counts.old() == 0 || most <= 0) {
      return 0;
    }
    int unhealthy = Math.min(most, counts.old() - counts.oldAvailable());
    int spare = counts.oldAvailable() + counts.freshAvailable() - minAvailable;
    int healthy = Math.min(counts.old() - unhealthy, Math.max(0, spare));
    return unhealthy + healthy;
  }
}

package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;

/**
 * What a Deployment's update does to its pods, counted as the controller does.
 *
 * @param unavailable how many of the pods may be missing
 * @param surge how many may be there besides
 */
public record RollingUpdate(long replicas, long unavailable, long surge) {
  private static final Share DEFAULT = Share.percent(25);

  /**
   * Of so many pods: maxUnavailable is rounded down and maxSurge up, each 25% unless said; where
   * both come to nothing, one may be missing (deployment/util, ResolveFenceposts).
   */
  public static RollingUpdate of(Workload deployment, long replicas) {
    Field strategy = deployment.resource().spec().at("strategy", "rollingUpdate");
    long unavailable = Share.of(strategy.get("maxUnavailable")).orElse(DEFAULT).down(replicas);
    long surge = Share.of(strategy.get("maxSurge")).orElse(DEFAULT).up(replicas);
    boolean stuck = unavailable <= 0 && surge <= 0;
    return new RollingUpdate(replicas, stuck ? 1 : Math.min(unavailable, replicas), surge);
  }

  public long left() {
    return Math.max(0, replicas - unavailable);
  }
}

package io.probeagent.tools.model;

import java.util.List;
import java.util.Optional;

/** How many pods a workload has. */
public final class Replicas {
  private static final List<String> KINDS =
      List.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

  private Replicas() {}

  /** Whether a number of pods is asked for, and replaced when one goes. */
  public static boolean areCounted(Workload workload) {
    return KINDS.contains(workload.resource().kind());
  }

  /** The least that run when all is well: what an autoscaler leaves, or what is written; else 1. */
  public static long least(Workload workload, Manifests all) {
    Optional<Resource> autoscaler = autoscaler(workload, all);
    return autoscaler.isPresent()
        ? autoscaler.get().spec().get("minReplicas").numberOr(1)
        : workload.resource().spec().get("replicas").numberOr(1);
  }

  /** The HorizontalPodAutoscaler that scales a workload. */
  public static Optional<Resource> autoscaler(Workload workload, Manifests all) {
    return all.autoscalerOf(workload);
  }
}

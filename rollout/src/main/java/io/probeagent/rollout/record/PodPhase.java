package io.probeagent.rollout.record;

/** What Kubernetes would say of a pod. */
public enum PodPhase {
  /** Created; its app does not run yet. */
  PENDING,
  /** Its app runs; the startup probe has not passed. */
  STARTING,
  /** Started, and not Ready. */
  NOT_READY,
  /** Ready. */
  READY,
  /** Deleted; some of its processes still run. */
  TERMINATING,
  /** All its processes have ended. */
  GONE
}

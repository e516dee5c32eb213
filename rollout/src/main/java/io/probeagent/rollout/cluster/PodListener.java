package io.probeagent.rollout.cluster;

/** Hears of pods, as an ingress controller does. Told on the cluster's one thread: do not block. */
public interface PodListener {
  /** A pod begins; its app is not up yet. */
  void created(PodAddress pod);

  /** All processes of a pod have ended. */
  void gone(PodAddress pod);
}

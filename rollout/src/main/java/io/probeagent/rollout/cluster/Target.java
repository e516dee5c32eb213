package io.probeagent.rollout.cluster;

/** Which process of a pod is asked. */
public enum Target {
  APP,
  AGENT
}

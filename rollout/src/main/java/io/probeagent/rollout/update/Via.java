package io.probeagent.rollout.update;

/** How requests get to the pods. */
public enum Via {
  /** An endpoint is picked for each connection; open ones stay where they are. */
  KUBE_PROXY,
  /** A real HAProxy, whose backends are checked by the agents' readiness. */
  HAPROXY;

  @Override
  public String toString() {
    return this == HAPROXY ? "haproxy" : "kube-proxy";
  }
}

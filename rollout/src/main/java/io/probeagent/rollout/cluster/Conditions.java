package io.probeagent.rollout.cluster;

/**
 * The conditions of an endpoint (staging/src/k8s.io/endpointslice/utils.go, podToEndpoint): serving
 * is the pod's Ready condition, and ready is serving without being deleted.
 */
record Conditions(boolean ready, boolean serving, boolean terminating) {
  static final Conditions NONE = new Conditions(false, false, false);

  static Conditions of(boolean podIsReady, boolean deleted) {
    return new Conditions(podIsReady && !deleted, podIsReady, deleted);
  }

  /** Taken if no endpoint is ready (KEP-1669; pkg/proxy/topology.go, CategorizeEndpoints). */
  boolean isFallback() {
    return serving && terminating;
  }
}

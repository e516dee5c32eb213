package io.probeagent.containers;

/** What kubelet asks a container for. */
enum Probe {
  STARTUP("startupProbe"),
  READINESS("readinessProbe"),
  LIVENESS("livenessProbe");

  private final String field;

  Probe(String field) {
    this.field = field;
  }

  /** Its name in a container's manifest. */
  String field() {
    return field;
  }
}

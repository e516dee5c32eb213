package io.probeagent.charts.kustomize;

/** Workloads of users that have never heard of the component. */
final class Workloads {
  private static final String BARE =
      """
      apiVersion: apps/v1
      kind: %s
      metadata: {name: bare}
      spec:
        serviceName: bare
        selector: {matchLabels: {app: bare}}
        template:
          metadata: {labels: {app: bare}}
          spec:
            securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: anything
              image: bare:1
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  /** With something of its own wherever the component puts something. */
  static final String RICH =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: rich}
      spec:
        selector: {matchLabels: {app: rich}}
        template:
          metadata: {labels: {app: rich}}
          spec:
            initContainers: [{name: first, image: "first:1"}]
            containers:
            - name: web
              image: web:1
              command: [web, --verbose]
              env: [{name: COLOUR, value: blue}]
              readinessProbe: {exec: {command: [cat, /ready]}}
              lifecycle:
                postStart: {exec: {command: [warm-up]}}
                preStop: {exec: {command: [sleep, "5"]}}
              volumeMounts: [{name: data, mountPath: /data}]
            - {name: logs, image: "logs:1"}
            volumes: [{name: data, emptyDir: {}}]
      """;

  private Workloads() {}

  /** Of any kind, with nothing but one container. */
  static String bare(String kind) {
    String workload = BARE.formatted(kind);
    return kind.equals("StatefulSet") ? workload : workload.replace("  serviceName: bare\n", "");
  }
}

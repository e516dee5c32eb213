package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.RollingUpdate;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** Ports of the node, of which there is one each. */
final class HostPortRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("host-port-with-surge", Severity.WARNING, HostPortRules::surge),
          new Rule("agent-port-on-host", Severity.ERROR, HostPortRules::agent));

  private HostPortRules() {}

  static boolean takesHostPorts(Workload workload) {
    return hostPort(workload).isPresent();
  }

  /** With hostNetwork every port that is named is one of the node (core/v1 defaults). */
  private static Optional<Field> hostPort(Workload workload) {
    boolean host = workload.spec().get("hostNetwork").isTrue();
    return workload.containers().stream()
        .filter(container -> container.role() != Container.Role.INIT)
        .flatMap(container -> container.field().get("ports").items().stream())
        .map(port -> port.get(host ? "containerPort" : "hostPort"))
        .filter(port -> port.numberOr(0) > 0)
        .findFirst();
  }

  private static void surge(Scene scene, Findings findings) {
    Workload workload = scene.workload();
    Field port = hostPort(workload).orElse(null);
    long replicas = Replicas.least(workload, scene.all());
    if (port == null || !workload.resource().kind().equals("Deployment") || replicas == 0) {
      return;
    }
    Field strategy = workload.resource().spec().get("strategy");
    RollingUpdate update = RollingUpdate.of(workload, replicas);
    if (!strategy.get("type").is("Recreate") && update.surge() > 0 && update.unavailable() == 0) {
      findings.add(
          port,
          "an update starts a new pod before an old one has gone, and both want port %d of their node: with no node to spare the new pod stays Pending, and the update waits for ever"
              .formatted(port.numberOr(0)),
          "strategy: {rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}");
    }
  }

  private static void agent(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    Workload workload = scene.workload();
    if (sidecar == null || !scene.spec().get("hostNetwork").isTrue()) {
      return;
    }
    boolean declared =
        sidecar.container().field().get("ports").items().stream()
            .anyMatch(port -> port.get("containerPort").numberOr(0) == sidecar.port());
    if (!declared && Replicas.least(workload, scene.all()) > 1 && Replicas.areCounted(workload)) {
      findings.add(
          scene.spec().get("hostNetwork"),
          "the agent listens on port %d of the node and does not say so: of two of these %d pods on one node the second agent cannot start, and that pod never gets ready"
              .formatted(sidecar.port(), Replicas.least(workload, scene.all())),
          "ports: [{name: probe, containerPort: %d}]".formatted(sidecar.port()));
    }
  }
}

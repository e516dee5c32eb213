package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Pod.Container;
import io.probeagent.charts.helm.Yaml;
import java.util.List;
import java.util.Optional;

/** A pod that has the agent at its side. */
record Sidecar(Pod pod, Container agent) {
  private static final String NAME = "probe-agent";

  static Optional<Sidecar> of(Pod pod) {
    return pod.containers()
        .filter(container -> container.name().equals(NAME))
        .findFirst()
        .map(agent -> new Sidecar(pod, agent));
  }

  String where() {
    return pod.name() + ' ' + NAME;
  }

  /** Its variable, or the default that docs/settings.md gives. */
  String setting(String variable, String otherwise) {
    return agent.env(variable).orElse(otherwise);
  }

  int port() {
    String listen = setting("PROBE_LISTEN", ":9810");
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  String dir() {
    return setting("PROBE_DIR", "/run/probe");
  }

  /** The names of several apps; empty where there is one. */
  List<String> apps() {
    String names = setting("PROBE_APPS", "");
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  /** Containers that run beside the agent for as long as the pod. */
  List<Container> others() {
    return pod.containers()
        .filter(one -> one.list().equals("containers") && !one.name().equals(NAME))
        .toList();
  }

  /** The containers that share the folder. */
  List<Container> appContainers() {
    return others().stream().filter(one -> mount(one).isPresent()).toList();
  }

  /** Where a container has the shared volume. */
  Optional<JsonNode> mount(Container container) {
    return Yaml.each(container.spec().path("volumeMounts"))
        .filter(mount -> mount.path("name").asText().equals("probe"))
        .findFirst();
  }
}

package io.probeagent.tools.model;

import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that makes pods, or a pod.
 *
 * @param pod metadata and spec of the pods: the template, or the pod itself
 */
public record Workload(Resource resource, Field pod) {
  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "Pod", List.of(),
          "PodTemplate", List.of("template"),
          "Deployment", List.of("spec", "template"),
          "StatefulSet", List.of("spec", "template"),
          "DaemonSet", List.of("spec", "template"),
          "ReplicaSet", List.of("spec", "template"),
          "ReplicationController", List.of("spec", "template"),
          "Job", List.of("spec", "template"),
          "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

  /** The kinds that it can be. */
  public static Iterable<String> kinds() {
    return TEMPLATES.keySet();
  }

  static Optional<Workload> of(Resource resource) {
    List<String> way = TEMPLATES.get(resource.kind());
    if (way == null) {
      return Optional.empty();
    }
    Field pod = resource.root().at(way.toArray(String[]::new));
    return pod.get("spec").isMapping()
        ? Optional.of(new Workload(resource, pod))
        : Optional.empty();
  }

  /** Whether an object is of a kind that makes pods, and has them. */
  public static boolean isOne(Resource resource) {
    return of(resource).isPresent();
  }

  public Field spec() {
    return pod.get("spec");
  }

  public boolean isJob() {
    return resource.kind().equals("Job") || resource.kind().equals("CronJob");
  }

  /** All containers in the order in which they start. */
  public List<Container> containers() {
    List<Container> all = new ArrayList<>();
    for (Field field : spec().get("initContainers").items()) {
      boolean sidecar = field.get("restartPolicy").is("Always");
      all.add(new Container(field, sidecar ? Role.SIDECAR : Role.INIT));
    }
    for (Field field : spec().get("containers").items()) {
      all.add(new Container(field, Role.MAIN));
    }
    return all;
  }

  public List<Container> containers(Role role) {
    return containers().stream().filter(container -> container.role() == role).toList();
  }

  /** The containers of the apps: those listed under {@code containers}, less the agent. */
  public List<Container> apps() {
    Optional<Sidecar> sidecar = sidecar();
    return containers(Role.MAIN).stream()
        .filter(each -> sidecar.filter(it -> it.container().equals(each)).isEmpty())
        .toList();
  }

  /** The agent, if it is in the pod. */
  public Optional<Sidecar> sidecar() {
    return Sidecar.find(this);
  }

  /** The labels of the pods. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Field label : pod.at("metadata", "labels").mergedFields()) {
      labels.put(label.name(), label.textOr(""));
    }
    return labels;
  }

  /** In s; 30 unless said (core/v1 DefaultTerminationGracePeriodSeconds). */
  public long gracePeriod() {
    return spec().get("terminationGracePeriodSeconds").numberOr(30);
  }
}

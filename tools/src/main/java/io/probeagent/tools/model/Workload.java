package io.probeagent.tools.model;

import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that makes pods, or a pod. */
public final class Workload {
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

  private final Resource resource;
  private final Field pod;

  /** Every rule asks for these again. */
  private @Nullable List<Container> containers;

  private @Nullable List<Container> apps;
  private @Nullable Sidecar sidecar;
  private boolean isSidecarKnown;

  private Workload(Resource resource, Field pod) {
    this.resource = resource;
    this.pod = pod;
  }

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

  public Resource resource() {
    return resource;
  }

  /** Metadata and spec of the pods: the template, or the pod itself. */
  public Field pod() {
    return pod;
  }

  public Field spec() {
    return pod.get("spec");
  }

  public boolean isJob() {
    return resource.kind().equals("Job") || resource.kind().equals("CronJob");
  }

  /** All containers in the order in which they start. */
  public List<Container> containers() {
    List<Container> known = containers;
    if (known == null) {
      known = read();
      containers = known;
    }
    return known;
  }

  private List<Container> read() {
    List<Container> all = new ArrayList<>();
    for (Field field : spec().get("initContainers").items()) {
      boolean sidecar = field.get("restartPolicy").is("Always");
      all.add(new Container(field, sidecar ? Role.SIDECAR : Role.INIT));
    }
    for (Field field : spec().get("containers").items()) {
      all.add(new Container(field, Role.MAIN));
    }
    return List.copyOf(all);
  }

  public List<Container> containers(Role role) {
    return containers().stream().filter(container -> container.role() == role).toList();
  }

  /** The containers of the apps: those listed under {@code containers}, less the agent. */
  public List<Container> apps() {
    List<Container> known = apps;
    if (known == null) {
      Optional<Container> agent = sidecar().map(Sidecar::container);
      known =
          containers(Role.MAIN).stream()
              .filter(each -> agent.filter(each::equals).isEmpty())
              .toList();
      apps = known;
    }
    return known;
  }

  /** The agent, if it is in the pod. */
  public Optional<Sidecar> sidecar() {
    if (!isSidecarKnown) {
      sidecar = Sidecar.find(this).orElse(null);
      isSidecarKnown = true;
    }
    return Optional.ofNullable(sidecar);
  }

  /** The labels of the pods. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Field label : pod.at("metadata", "labels").mergedFields()) {
      labels.put(label.name(), label.textOr(""));
    }
    return labels;
  }

  /** Whether a pod is made only when the one before is ready, as a StatefulSet's unless told. */
  public boolean isOrdered() {
    return resource.kind().equals("StatefulSet")
        && !resource.spec().get("podManagementPolicy").is("Parallel");
  }

  /** In s; 30 unless said (core/v1 DefaultTerminationGracePeriodSeconds). */
  public long gracePeriod() {
    return spec().get("terminationGracePeriodSeconds").numberOr(30);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Workload workload
        && resource.equals(workload.resource)
        && pod.equals(workload.pod);
  }

  @Override
  public int hashCode() {
    return resource.hashCode();
  }

  @Override
  public String toString() {
    return resource.toString();
  }
}

package io.probeagent.containers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A pod as the chart or the documentation has it, made into one that podman runs. What kubelet does
 * from outside is taken out and kept here: podman would run {@code curl} in the container for a
 * probe, knows no hooks and no native sidecars.
 */
final class Manifest {
  private final Map<String, Object> spec;
  private final List<Part> parts;
  private boolean keepsEmptyDirs;

  /**
   * One container of it.
   *
   * @param sidecar whether it is a native one: started first, and told to stop last
   */
  record Part(
      String name,
      boolean sidecar,
      Map<Probe, ProbeSpec> probes,
      Optional<HttpGet> preStop,
      String stopSignal) {}

  private Manifest(Map<String, Object> spec, List<Part> parts) {
    this.spec = spec;
    this.parts = parts;
  }

  /** Of the first document that has containers: a Pod, or what has a template of one. */
  static Manifest of(String documents) {
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(documents)) {
      Map<String, Object> spec = podSpec(document);
      if (spec.containsKey("containers")) {
        return of(spec);
      }
    }
    throw new AssertionError("no document has containers: " + documents);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> podSpec(Object document) {
    Map<String, Object> spec = Node.map((Map<String, Object>) document, "spec");
    return spec.containsKey("template") ? Node.map(Node.map(spec, "template"), "spec") : spec;
  }

  private static Manifest of(Map<String, Object> spec) {
    List<Map<String, Object>> natives =
        Node.maps(spec, "initContainers")
            .filter(container -> "Always".equals(container.get("restartPolicy")))
            .toList();
    List<Map<String, Object>> mains = Node.maps(spec, "containers").toList();
    List<Map<String, Object>> all = Stream.concat(natives.stream(), mains.stream()).toList();
    List<Part> parts = new ArrayList<>();
    for (Map<String, Object> container : all) {
      parts.add(part(container, natives.contains(container)));
    }
    spec.remove("initContainers");
    spec.put("containers", all);
    // Who restarts a container is the test.
    spec.put("restartPolicy", "Never");
    return new Manifest(spec, List.copyOf(parts));
  }

  private static Part part(Map<String, Object> container, boolean sidecar) {
    Map<Probe, ProbeSpec> probes = new EnumMap<>(Probe.class);
    for (Probe probe : Probe.values()) {
      if (container.containsKey(probe.field())) {
        probes.put(probe, ProbeSpec.of(Node.map(container, probe.field())));
        container.remove(probe.field());
      }
    }
    Map<String, Object> lifecycle = Node.map(container, "lifecycle");
    Optional<HttpGet> preStop =
        Optional.of(Node.map(lifecycle, "preStop"))
            .filter(hook -> hook.containsKey("httpGet"))
            .map(hook -> ProbeSpec.httpGet(Node.map(hook, "httpGet")));
    Object signal = lifecycle.getOrDefault("stopSignal", "SIGTERM");
    container.remove("lifecycle");
    container.remove("restartPolicy");
    // Podman 4 would publish them, on this one machine for every pod.
    container.remove("ports");
    // There is no registry to pull from; without this podman would try.
    container.put("imagePullPolicy", "Never");
    return new Part(Node.text(container, "name"), sidecar, probes, preStop, signal.toString());
  }

  List<Part> parts() {
    return parts;
  }

  Part part(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no container '" + name + "' in " + parts));
  }

  Map<String, Object> spec() {
    return spec;
  }

  /** One container, to change it. */
  Map<String, Object> container(String name) {
    return Node.maps(spec, "containers")
        .filter(container -> name.equals(container.get("name")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no container '" + name + "' in " + parts));
  }

  /** Runs a container as another user. */
  Manifest runAs(String name, int uid) {
    Map<String, Object> context = Node.map(container(name), "securityContext");
    context.put("runAsUser", uid);
    context.put("runAsGroup", uid);
    return this;
  }

  /** Leaves it to podman what an emptyDir is. */
  Manifest keepEmptyDirs() {
    keepsEmptyDirs = true;
    return this;
  }

  boolean keepsEmptyDirs() {
    return keepsEmptyDirs;
  }

  /** As the chart has it for its own app: no privilege, nothing to write to. */
  Manifest hardened(String name) {
    Map<String, Object> context = Node.map(container(name), "securityContext");
    context.put("readOnlyRootFilesystem", true);
    context.put("allowPrivilegeEscalation", false);
    context.put("capabilities", Map.of("drop", List.of("ALL")));
    return this;
  }

  /** Puts a volume into the place of the one of that name, if there is any. */
  Manifest volume(String name, Map<String, Object> source) {
    Map<String, Object> volume = new LinkedHashMap<>(source);
    volume.put("name", name);
    List<Object> volumes = new ArrayList<>();
    Node.maps(spec, "volumes")
        .filter(other -> !name.equals(other.get("name")))
        .forEach(volumes::add);
    volumes.add(volume);
    spec.put("volumes", volumes);
    return this;
  }

  /** Adds a variable to a container. */
  Manifest environment(String name, String variable, String value) {
    return append(name, "env", Map.of("name", variable, "value", value));
  }

  /** Adds to a list of a container. */
  @SuppressWarnings("unchecked")
  Manifest append(String name, String field, Object... more) {
    Map<String, Object> container = container(name);
    List<Object> all = new ArrayList<>((List<Object>) container.getOrDefault(field, List.of()));
    all.addAll(List.of(more));
    container.put(field, all);
    return this;
  }

  /** What {@code podman kube play} gets. */
  String yaml(String podName) {
    return new Dump(DumpSettings.builder().build())
        .dumpToString(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", podName),
                "spec",
                spec));
  }
}

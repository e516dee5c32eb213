package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All objects that are looked at together, in the order in which they were read. */
public final class Manifests {
  private static final int DEEPEST_LIST = 8;

  private final List<Resource> resources = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Field> others = new ArrayList<>();

  /**
   * Adds the objects of a text.
   *
   * @throws YamlProblem if it cannot be read; then nothing of it is added
   */
  public void add(Source source) throws YamlProblem {
    Documents.read(source).forEach(root -> add(root, 0));
  }

  /** All objects, the entries of Lists among them. */
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  public List<Resource> resources(String kind) {
    return resources.stream().filter(resource -> resource.kind().equals(kind)).toList();
  }

  /** Those that make pods. */
  public List<Workload> workloads() {
    return List.copyOf(workloads);
  }

  /**
   * Documents that are no object of Kubernetes: they have no {@code kind} or no {@code apiVersion}.
   */
  public List<Field> others() {
    return List.copyOf(others);
  }

  /** The Services whose selector takes the pods of a workload. */
  public List<Resource> servicesOf(Workload workload) {
    return resources("Service").stream()
        .filter(service -> service.isBeside(workload.resource()))
        .filter(service -> selects(service.spec().get("selector"), workload))
        .toList();
  }

  /** The PodDisruptionBudgets that take the pods of a workload; only their matchLabels are read. */
  public List<Resource> budgetsOf(Workload workload) {
    return resources("PodDisruptionBudget").stream()
        .filter(budget -> budget.isBeside(workload.resource()))
        .filter(budget -> selects(budget.spec().at("selector", "matchLabels"), workload))
        .toList();
  }

  private static boolean selects(Field selector, Workload workload) {
    Map<String, String> labels = workload.labels();
    List<Field> wanted = selector.fields();
    return !wanted.isEmpty()
        && wanted.stream().allMatch(each -> each.is(labels.getOrDefault(each.name(), "")));
  }

  private void add(Field root, int depth) {
    String kind = root.get("kind").textOr("");
    if (kind.isEmpty() || !root.get("apiVersion").exists()) {
      others.add(root);
    } else if (kind.endsWith("List") && root.get("items").isSequence() && depth < DEEPEST_LIST) {
      root.get("items").items().forEach(item -> add(item, depth + 1));
    } else {
      Resource resource = new Resource(root);
      resources.add(resource);
      Workload.of(resource).ifPresent(workloads::add);
    }
  }
}

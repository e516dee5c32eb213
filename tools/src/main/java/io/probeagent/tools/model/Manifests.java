package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All objects that are looked at together, in the order in which they were read. */
public final class Manifests {
  private static final int DEEPEST_LIST = 8;

  private final List<Resource> resources = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Field> others = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, List<Resource>> kinds = new HashMap<>();
  private final Map<Workload, List<Resource>> services = new HashMap<>();
  private final Map<Workload, List<Resource>> budgets = new HashMap<>();

  /**
   * Adds the objects of a text.
   *
   * @throws YamlProblem if it cannot be read; then nothing of it is added
   */
  public void add(Source source) throws YamlProblem {
    List<Field> roots = Documents.read(source);
    sources.add(source);
    services.clear();
    budgets.clear();
    roots.forEach(root -> add(root, 0));
  }

  /** The texts in the order in which they were read. */
  public List<Source> sources() {
    return Collections.unmodifiableList(sources);
  }

  /** All objects, the entries of Lists among them. */
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  public List<Resource> resources(String kind) {
    return Collections.unmodifiableList(kinds.getOrDefault(kind, List.of()));
  }

  /** Those that make pods. */
  public List<Workload> workloads() {
    return Collections.unmodifiableList(workloads);
  }

  /**
   * Documents that are no object of Kubernetes: they have no {@code kind} or no {@code apiVersion}.
   */
  public List<Field> others() {
    return List.copyOf(others);
  }

  /** The Services whose selector takes the pods of a workload. */
  public List<Resource> servicesOf(Workload workload) {
    return services.computeIfAbsent(
        workload, key -> taking(key, "Service", service -> service.spec().get("selector")));
  }

  /** The workloads whose pods a Service takes. */
  public List<Workload> workloadsOf(Resource service) {
    return workloads.stream().filter(workload -> servicesOf(workload).contains(service)).toList();
  }

  /** The workloads whose pods a PodDisruptionBudget takes. */
  public List<Workload> workloadsOfBudget(Resource budget) {
    return workloads.stream().filter(workload -> budgetsOf(workload).contains(budget)).toList();
  }

  /** The PodDisruptionBudgets that take the pods of a workload; only their matchLabels are read. */
  public List<Resource> budgetsOf(Workload workload) {
    return budgets.computeIfAbsent(
        workload,
        key -> taking(key, "PodDisruptionBudget", it -> it.spec().at("selector", "matchLabels")));
  }

  private List<Resource> taking(
      Workload workload, String kind, Function<Resource, Field> selector) {
    Map<String, String> labels = workload.labels();
    return resources(kind).stream()
        .filter(each -> each.isBeside(workload.resource()))
        .filter(each -> selects(selector.apply(each), labels))
        .toList();
  }

  private static boolean selects(Field selector, Map<String, String> labels) {
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
      kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(resource);
      Workload.of(resource).ifPresent(workloads::add);
    }
  }
}

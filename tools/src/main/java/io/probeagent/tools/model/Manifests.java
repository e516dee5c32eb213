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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All objects that are looked at together, in the order in which they were read. */
public final class Manifests {
  private static final int DEEPEST_LIST = 8;

  /** What is looked up for a workload. Others, such as roles, are often put elsewhere by intent. */
  private static final List<String> BESIDE =
      List.of("Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "ConfigMap");

  private final List<Resource> resources = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Field> others = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, List<Resource>> kinds = new HashMap<>();
  private @Nullable Selectors services;
  private @Nullable Selectors budgets;
  private @Nullable Map<Target, Resource> autoscalers;

  private @Nullable String assumed;

  private record Target(String namespace, String kind, String name) {}

  /**
   * Adds the objects of a text.
   *
   * @throws YamlProblem if it cannot be read; then nothing of it is added
   */
  public void add(Source source) throws YamlProblem {
    List<Field> roots = Documents.read(source);
    sources.add(source);
    assumed = null;
    services = null;
    budgets = null;
    autoscalers = null;
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
    return services().of(workload);
  }

  /** The workloads whose pods a Service takes. */
  public List<Workload> workloadsOf(Resource service) {
    return services().takenBy(service);
  }

  /** The PodDisruptionBudgets that take the pods of a workload; only their matchLabels are read. */
  public List<Resource> budgetsOf(Workload workload) {
    return budgets().of(workload);
  }

  /** The workloads whose pods a PodDisruptionBudget takes. */
  public List<Workload> workloadsOfBudget(Resource budget) {
    return budgets().takenBy(budget);
  }

  /** The HorizontalPodAutoscaler of a workload. */
  public Optional<Resource> autoscalerOf(Workload workload) {
    Map<Target, Resource> known = autoscalers;
    if (known == null) {
      known = new HashMap<>();
      for (Resource each : resources("HorizontalPodAutoscaler")) {
        Field target = each.spec().get("scaleTargetRef");
        known.putIfAbsent(
            new Target(
                namespaceOf(each), target.get("kind").textOr(""), target.get("name").textOr("")),
            each);
      }
      autoscalers = known;
    }
    Resource resource = workload.resource();
    return Optional.ofNullable(
        known.get(new Target(namespaceOf(resource), resource.kind(), resource.name())));
  }

  /**
   * Where an object goes. One that does not say goes where the others go, if they all say the same:
   * whoever applies them together with {@code -n} means that one.
   */
  public String namespaceOf(Resource resource) {
    String own = resource.namespace();
    return own.isEmpty() ? assumed() : own;
  }

  /** Whether both are applied to one namespace, as far as they say. */
  public boolean areBeside(Resource one, Resource other) {
    return namespaceOf(one).equals(namespaceOf(other));
  }

  private String assumed() {
    String known = assumed;
    if (known == null) {
      Set<String> named =
          Stream.concat(
                  workloads.stream().map(Workload::resource),
                  BESIDE.stream().flatMap(kind -> resources(kind).stream()))
              .map(Resource::namespace)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
      known = named.size() == 1 ? named.iterator().next() : "";
      assumed = known;
    }
    return known;
  }

  private Selectors services() {
    Selectors known = services;
    if (known == null) {
      known =
          new Selectors(
              resources("Service"),
              workloads,
              this::namespaceOf,
              each -> each.spec().get("selector"));
      services = known;
    }
    return known;
  }

  private Selectors budgets() {
    Selectors known = budgets;
    if (known == null) {
      known =
          new Selectors(
              resources("PodDisruptionBudget"),
              workloads,
              this::namespaceOf,
              each -> each.spec().at("selector", "matchLabels"));
      budgets = known;
    }
    return known;
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

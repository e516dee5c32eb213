package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Objects that take pods by their labels. They are found by the first label that they ask for, so
 * that ten thousand of them cost what one costs.
 */
final class Selectors {
  private record Key(String namespace, String label, String value) {}

  private record Taker(int order, Resource resource) {}

  private final Function<Resource, String> namespace;
  private final Function<Resource, Field> selector;
  private final Map<Key, List<Taker>> byFirst = new HashMap<>();
  private final Map<Resource, List<Workload>> taken = new HashMap<>();
  private final Map<Workload, List<Resource>> takers = new HashMap<>();

  Selectors(
      List<Resource> resources,
      List<Workload> workloads,
      Function<Resource, String> namespace,
      Function<Resource, Field> selector) {
    this.namespace = namespace;
    this.selector = selector;
    for (int i = 0; i < resources.size(); i++) {
      Resource resource = resources.get(i);
      List<Field> wanted = selector.apply(resource).mergedFields();
      if (!wanted.isEmpty()) {
        Field first = wanted.get(0);
        byFirst
            .computeIfAbsent(
                new Key(namespace.apply(resource), first.name(), first.textOr("")),
                key -> new ArrayList<>())
            .add(new Taker(i, resource));
      }
    }
    for (Workload workload : workloads) {
      List<Resource> found = takersOf(workload);
      takers.put(workload, found);
      found.forEach(each -> taken.computeIfAbsent(each, key -> new ArrayList<>()).add(workload));
    }
  }

  /** In the order in which they were read. */
  List<Resource> of(Workload workload) {
    return takers.getOrDefault(workload, List.of());
  }

  List<Workload> takenBy(Resource resource) {
    return List.copyOf(taken.getOrDefault(resource, List.of()));
  }

  private List<Resource> takersOf(Workload workload) {
    Map<String, String> labels = workload.labels();
    String where = namespace.apply(workload.resource());
    Map<Integer, Resource> found = new TreeMap<>();
    labels.forEach(
        (label, value) ->
            byFirst.getOrDefault(new Key(where, label, value), List.of()).stream()
                .filter(taker -> isMet(taker.resource(), labels))
                .forEach(taker -> found.put(taker.order(), taker.resource())));
    return List.copyOf(found.values());
  }

  private boolean isMet(Resource resource, Map<String, String> labels) {
    return selector.apply(resource).mergedFields().stream()
        .allMatch(each -> each.textOr("").equals(labels.get(each.name())));
  }
}

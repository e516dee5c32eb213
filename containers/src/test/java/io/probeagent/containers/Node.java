package io.probeagent.containers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A place in a YAML document, and how it is read. */
final class Node {
  private Node() {}

  /** The map of that name; a new one, put there, if there is none. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> of, String name) {
    return (Map<String, Object>)
        of.computeIfAbsent(name, key -> new java.util.LinkedHashMap<String, Object>());
  }

  /** The maps of the list of that name; none if there is no such list. */
  @SuppressWarnings("unchecked")
  static Stream<Map<String, Object>> maps(Map<String, Object> of, String name) {
    return ((List<Object>) of.getOrDefault(name, List.of()))
        .stream().map(entry -> (Map<String, Object>) entry);
  }

  static String text(Map<String, Object> of, String name) {
    Object value = of.get(name);
    if (value == null) {
      throw new AssertionError("'" + name + "' is missing in " + of);
    }
    return value.toString();
  }

  static int number(Map<String, Object> of, String name, int otherwise) {
    return of.get(name) instanceof Integer number ? number : otherwise;
  }
}

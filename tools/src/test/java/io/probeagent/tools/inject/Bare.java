package io.probeagent.tools.inject;

import io.probeagent.tools.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A document without what inject may add, and without what is empty: written apart from its code.
 */
final class Bare {
  private static final Set<String> ASKED =
      Set.of("startupProbe", "readinessProbe", "livenessProbe", "lifecycle");

  private Bare() {}

  /** With probes and hooks or without. */
  static Value of(Value value, boolean probes) {
    if (value instanceof Value.Items items) {
      return new Value.Items(
          items.items().stream()
              .filter(item -> !isAdded(item))
              .map(item -> of(item, probes))
              .toList());
    }
    if (!(value instanceof Value.Fields fields)) {
      return value;
    }
    Map<String, Value> left = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            (name, each) -> {
              Value inner = of(each, probes);
              boolean goes =
                  name.equals("probe-agent.io/injected") || (!probes && ASKED.contains(name));
              if (!goes && !isEmpty(inner)) {
                left.put(name, inner);
              }
            });
    return new Value.Fields(left);
  }

  private static boolean isAdded(Value item) {
    return item instanceof Value.Fields fields
        && List.of("probe", "probe-agent", "PROBE_DIR", "NOTIFY_SOCKET").stream()
            .anyMatch(name -> Value.text(name).equals(fields.fields().get("name")))
        && !fields.fields().containsKey("labels");
  }

  private static boolean isEmpty(Value value) {
    return value.equals(new Value.Plain("null"))
        || value.equals(Value.fields())
        || value.equals(Value.items());
  }
}

package io.probeagent.tools.lint;

import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the pods of a workload refuse to share a node. */
final class Apart {
  private static final String SELF = "kubernetes.io/hostname";

  private Apart() {}

  /**
   * A pod beyond their number then needs a node beyond their number, and an update that begins with
   * it waits for ever where there is none.
   */
  static boolean areKept(Workload workload) {
    return workload
        .spec()
        .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
        .items()
        .stream()
        .filter(term -> term.get("topologyKey").is(SELF))
        .anyMatch(term -> takes(term.get("labelSelector"), workload.labels()));
  }

  private static boolean takes(Field selector, Map<String, String> labels) {
    return selector.isMapping()
        && selector.get("matchLabels").mergedFields().stream()
            .allMatch(each -> each.textOr("").equals(labels.get(each.name())))
        && selector.get("matchExpressions").items().stream()
            .allMatch(each -> holds(each, labels.get(each.get("key").textOr(""))));
  }

  private static boolean holds(Field expression, @Nullable String value) {
    List<Field> values = expression.get("values").items();
    return switch (expression.get("operator").textOr("")) {
      case "In" -> values.stream().anyMatch(each -> each.textOr("").equals(value));
      case "NotIn" -> values.stream().noneMatch(each -> each.textOr("").equals(value));
      case "Exists" -> value != null;
      default -> value == null;
    };
  }
}

package io.probeagent.tools.inject;

import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.Map;
import java.util.TreeMap;

/** What stands on a pod for inject, and what inject leaves there. */
final class Annotations {
  static final String PREFIX = "probe-agent.io/";

  /** What uninject needs to know. */
  static final String INJECTED = PREFIX + "injected";

  private Annotations() {}

  static Field of(Workload workload) {
    return workload.pod().at("metadata", "annotations");
  }

  static Field injected(Workload workload) {
    return of(workload).get(INJECTED);
  }

  /** Wishes by label. Those of other commands of this program are not among them. */
  static Map<String, String> wishes(Workload workload) {
    Map<String, String> wishes = new TreeMap<>();
    Field annotations = of(workload);
    for (String name : annotations.names()) {
      String label = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
      boolean others = label.startsWith("lint") || label.startsWith("plan");
      if (!label.isEmpty() && !others && !name.equals(INJECTED)) {
        wishes.put(label, annotations.get(name).textOr(""));
      }
    }
    return wishes;
  }

  /** Whether the pod says that it wants no agent. */
  static boolean isDisabled(Workload workload) {
    Field inject = of(workload).get(PREFIX + Wish.INJECT.label());
    return inject.is("false") || inject.is("disabled");
  }
}

package io.probeagent.tools.lint;

import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields that are written twice. */
final class DuplicateRules {
  static final List<Rule> ALL =
      List.of(new Rule("duplicate-field", Severity.WARNING, new Everywhere()));

  private static final int DEEPEST = 64;

  private DuplicateRules() {}

  /** In objects of all kinds: a Service has its selector twice as easily as a pod its probe. */
  private static final class Everywhere implements Rule.Check {
    @Override
    public void check(Scene scene, Findings findings) {
      other(scene.workload().resource(), findings);
    }

    @Override
    public void other(Resource resource, Findings findings) {
      look(resource.root(), Collections.newSetFromMap(new IdentityHashMap<>()), 0, findings);
    }
  }

  /** Each place is looked at once, whatever aliases lead there. */
  private static void look(Field field, Set<Object> seen, int depth, Findings findings) {
    Object place = field.identity();
    if (place == null || depth > DEEPEST || !seen.add(place)) {
      return;
    }
    Map<String, Field> named = new HashMap<>();
    for (Field child : field.fields()) {
      Field before = named.put(child.name(), child);
      if (before != null && !child.name().equals("<<")) {
        findings.add(
            before,
            "%s stands here and again in line %d: Kubernetes takes the last, and this one is for nothing"
                .formatted(child.name(), child.position().line()),
            "# one of the two, in line %d or %d, has to go"
                .formatted(before.position().line(), child.position().line()));
      }
      look(child, seen, depth + 1, findings);
    }
    for (Field item : field.items()) {
      look(item, seen, depth + 1, findings);
    }
  }
}

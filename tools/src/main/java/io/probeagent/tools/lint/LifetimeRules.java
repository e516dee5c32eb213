package io.probeagent.tools.lint;

import io.probeagent.tools.yaml.Field;
import java.util.List;

/** How long a pod gets to end. */
final class LifetimeRules {
  static final List<Rule> ALL =
      List.of(new Rule("grace-period-zero", Severity.ERROR, LifetimeRules::zero));

  private LifetimeRules() {}

  private static void zero(Scene scene, Findings findings) {
    Field grace = scene.spec().get("terminationGracePeriodSeconds");
    if (grace.numberOr(30) == 0 && !scene.workload().isJob()) {
      findings.add(
          grace,
          "a grace period of 0 s takes the pod out of the API at once, and its containers are killed within about 2 s: no drain is finished, %s"
              .formatted(
                  scene.workload().resource().kind().equals("StatefulSet")
                      ? "and the next pod of the same name may run before this one has ended"
                      : "and no request that takes longer"),
          "terminationGracePeriodSeconds: 30");
    }
  }
}

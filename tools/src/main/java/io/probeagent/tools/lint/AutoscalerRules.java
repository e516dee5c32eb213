package io.probeagent.tools.lint;

import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** An autoscaler, and what works against it. */
final class AutoscalerRules {
  static final List<Rule> ALL =
      List.of(
          new Rule(
              "replicas-against-autoscaler",
              Severity.WARNING,
              AutoscalerRules::replicasAgainstAutoscaler));

  private AutoscalerRules() {}

  private static void replicasAgainstAutoscaler(Scene scene, Findings findings) {
    Field replicas = scene.workload().resource().spec().get("replicas");
    long written = replicas.numberOr(-1);
    Replicas.autoscaler(scene.workload(), scene.all())
        .filter(autoscaler -> written >= 0)
        .map(autoscaler -> autoscaler.spec().get("maxReplicas").numberOr(written))
        .filter(most -> written != 0 && most > written)
        .ifPresent(
            most ->
                findings.add(
                    replicas,
                    "each time that this is applied the autoscaler's count is set back to %d: of up to %d pods as many as %d are ended at once, under the load that they were started for"
                        .formatted(written, most, most - written),
                    "# leave replicas out: the autoscaler says it"));
  }
}

package io.probeagent.tools.lint;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs rules over manifests. */
public final class Linter {
  private final List<Rule> rules;
  private final KubernetesVersion version;

  public Linter(List<Rule> rules, KubernetesVersion version) {
    this.rules = List.copyOf(rules);
    this.version = version;
  }

  /** What is found, in the order in which it stands in the texts. */
  public List<Finding> lint(Manifests manifests) {
    List<Finding> found = new ArrayList<>();
    for (Workload workload : manifests.workloads()) {
      Scene scene = new Scene(workload, manifests, version);
      for (Rule rule : rules) {
        rule.check().check(scene, new Findings(rule, workload.resource(), found::add));
      }
    }
    List<Finding> told = new Silences(manifests).apply(found, rules);
    told.sort(
        Comparator.<Finding>comparingInt(finding -> order(manifests, finding))
            .thenComparingInt(finding -> finding.at().position().offset()));
    return told;
  }

  private static int order(Manifests manifests, Finding finding) {
    return manifests.sources().indexOf(finding.at().source());
  }
}

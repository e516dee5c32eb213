package io.probeagent.tools.lint;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs rules over manifests. */
public final class Linter {
  private final List<Rule> rules;
  private final Optional<KubernetesVersion> version;
  private final Duration longestRequest;

  public Linter(List<Rule> rules, KubernetesVersion version) {
    this(rules, Optional.of(version), Duration.ZERO);
  }

  /**
   * Makes one.
   *
   * @param version the cluster's; nothing if nobody said it
   * @param longestRequest how long the longest request of an app takes; no manifest says it
   */
  public Linter(List<Rule> rules, Optional<KubernetesVersion> version, Duration longestRequest) {
    this.rules = List.copyOf(rules);
    this.version = version;
    this.longestRequest = longestRequest;
  }

  /** What is found, in the order in which it stands in the texts. */
  public List<Finding> lint(Manifests manifests) {
    List<Finding> found = new ArrayList<>();
    for (Workload workload : manifests.workloads()) {
      Scene scene = new Scene(workload, manifests, version, longestRequest);
      for (Rule rule : rules) {
        rule.check().check(scene, new Findings(rule, workload.resource(), found::add));
      }
    }
    for (Resource other : manifests.resources()) {
      if (!Workload.isOne(other)) {
        rules.forEach(rule -> rule.check().other(other, new Findings(rule, other, found::add)));
      }
    }
    List<Finding> told = new Silences(manifests).apply(found, rules);
    IdentityHashMap<Source, Integer> order = new IdentityHashMap<>();
    manifests.sources().forEach(source -> order.put(source, order.size()));
    told.sort(
        Comparator.<Finding>comparingInt(
                finding -> order.getOrDefault(finding.at().source(), order.size()))
            .thenComparingInt(finding -> finding.at().position().offset()));
    return once(told);
  }

  /** Workloads that share a part by an anchor have its findings once each. */
  private static List<Finding> once(List<Finding> sorted) {
    List<Finding> once = new ArrayList<>();
    Set<Object> here = new HashSet<>();
    Object before = List.of();
    for (Finding each : sorted) {
      Object place = List.of(each.at().source(), each.at().position());
      if (!place.equals(before)) {
        here.clear();
        before = place;
      }
      if (here.add(List.of(each.rule(), each.what()))) {
        once.add(each);
      }
    }
    return once;
  }
}

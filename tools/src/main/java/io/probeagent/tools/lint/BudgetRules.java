package io.probeagent.tools.lint;

import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Share;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** What a node's drain may take, and what keeps it waiting. */
final class BudgetRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("no-budget", Severity.INFO, BudgetRules::none),
          new Rule("budget-blocks", Severity.WARNING, BudgetRules::blocks),
          new Rule("two-budgets", Severity.WARNING, BudgetRules::two));

  private BudgetRules() {}

  private static void none(Scene scene, Findings findings) {
    Workload workload = scene.workload();
    long replicas = Replicas.least(workload, scene.all());
    if (!Replicas.areCounted(workload)
        || replicas < 2
        || scene.services().isEmpty()
        || !scene.all().budgetsOf(workload).isEmpty()) {
      return;
    }
    findings.add(
        workload.resource().spec().get("replicas"),
        "no PodDisruptionBudget: when nodes are drained, all %d pods behind %s may be told to go at once"
            .formatted(replicas, scene.services().get(0).title()),
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: %s%s}
        spec:
          maxUnavailable: 1
          selector: {matchLabels: {%s}}\
        """
            .formatted(workload.resource().name(), namespace(workload), selector(workload)));
  }

  private static String namespace(Workload workload) {
    String name = workload.resource().namespace();
    return name.isEmpty() ? "" : ", namespace: " + name;
  }

  private static String selector(Workload workload) {
    List<Field> labels =
        workload.resource().spec().at("selector", "matchLabels").mergedFields().isEmpty()
            ? workload.pod().at("metadata", "labels").mergedFields()
            : workload.resource().spec().at("selector", "matchLabels").mergedFields();
    return String.join(
        ", ", labels.stream().map(each -> each.name() + ": " + each.textOr("")).toList());
  }

  private static void blocks(Scene scene, Findings findings) {
    for (Resource budget : scene.all().budgetsOf(scene.workload())) {
      List<Workload> taken = scene.all().workloadsOfBudget(budget);
      if (taken.stream().allMatch(Replicas::areCounted) && taken.get(0).equals(scene.workload())) {
        long pods = taken.stream().mapToLong(each -> Replicas.least(each, scene.all())).sum();
        blocks(budget, pods).ifPresent(at -> tell(scene, at, pods, findings));
      }
    }
  }

  /** The field that lets no pod go; both are rounded up (controller/disruption). */
  private static Optional<Field> blocks(Resource budget, long pods) {
    Field unavailable = budget.spec().get("maxUnavailable");
    Field available = budget.spec().get("minAvailable");
    if (pods == 0) {
      return Optional.empty();
    }
    if (Share.of(unavailable).filter(share -> share.up(pods) <= 0).isPresent()) {
      return Optional.of(unavailable);
    }
    return Share.of(available).filter(share -> share.up(pods) >= pods).map(share -> available);
  }

  private static void tell(Scene scene, Field at, long pods, Findings findings) {
    findings.add(
        at,
        (pods == 1
                ? "%s: %s never lets the only pod go: its node is not drained until somebody forces it, and the pod is killed"
                : "%s: %s lets none of the %d pods go: a node that has one of them is not drained until somebody forces it, and the pod is killed")
            .formatted(at.name(), at.textOr(""), pods),
        Replicas.autoscaler(scene.workload(), scene.all()).isPresent() || pods > 1
            ? "maxUnavailable: 1"
            : "maxUnavailable: 1    # and replicas: 2, else the drain leaves none");
  }

  private static void two(Scene scene, Findings findings) {
    List<Resource> budgets = scene.all().budgetsOf(scene.workload());
    if (budgets.size() > 1) {
      findings.add(
          budgets.get(1).spec().get("selector"),
          "%s and %s take the same pods of %s: an eviction of a pod with two budgets is refused, and its node is never drained"
              .formatted(
                  budgets.get(0).title(),
                  budgets.get(1).title(),
                  scene.workload().resource().title()));
    }
  }
}

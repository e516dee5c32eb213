package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import java.util.stream.Stream;

/** The workload, and what keeps it up. */
final class WorkloadRules {
  private final Rendered rendered;
  private final Findings findings;

  private WorkloadRules(Rendered rendered) {
    this.rendered = rendered;
    this.findings = rendered.findings();
  }

  static void judge(Rendered rendered) {
    WorkloadRules rules = new WorkloadRules(rendered);
    rendered.all("Deployment").forEach(rules::deployment);
    rendered.all("PodDisruptionBudget").forEach(rules::budget);
    rendered.all("HorizontalPodAutoscaler").forEach(rules::autoscaler);
    for (JsonNode document : rendered.documents()) {
      Pod.of(document).ifPresent(rules::account);
    }
  }

  /** A rolling update that never has fewer pods than it should. */
  private void deployment(JsonNode deployment) {
    String where = Rendered.where(deployment);
    JsonNode spec = deployment.path("spec");
    JsonNode update = spec.at("/strategy/rollingUpdate");
    findings.unless(update.path("maxUnavailable").asText().equals("0"), where, "maxUnavailable");
    findings.unless(!update.path("maxSurge").asText("0").equals("0"), where, "maxSurge");
    findings.unless(spec.path("minReadySeconds").asInt() > 0, where, "no minReadySeconds");
    findings.unless(
        spec.path("progressDeadlineSeconds").asInt(600) > spec.path("minReadySeconds").asInt(),
        where,
        "is given up before a pod can be available");
    findings.unless(
        Selectors.contains(spec.at("/template/metadata/labels"), spec.at("/selector/matchLabels")),
        where,
        "does not select its own pods");
    boolean scaled =
        rendered
            .all("HorizontalPodAutoscaler")
            .anyMatch(
                scaler ->
                    scaler.at("/spec/scaleTargetRef/name").equals(deployment.at("/metadata/name")));
    findings.unless(
        scaled != spec.has("replicas"), where, "replicas and an autoscaler: one of them");
  }

  /** One that allows no eviction makes a node's drain wait for ever. */
  private void budget(JsonNode budget) {
    JsonNode spec = budget.path("spec");
    rendered.pods(spec.at("/selector/matchLabels"), Rendered.where(budget));
    findings.unless(
        spec.has("maxUnavailable") != spec.has("minAvailable"),
        Rendered.where(budget),
        "expected: one of maxUnavailable and minAvailable");
    if (spec.has("maxUnavailable")) {
      String most = spec.path("maxUnavailable").asText();
      findings.unless(!most.matches("0%?"), Rendered.where(budget), "allows no eviction: " + most);
    } else {
      String least = spec.path("minAvailable").asText();
      boolean leavesSome =
          least.endsWith("%") ? !least.equals("100%") : Integer.parseInt(least) < leastReplicas();
      findings.unless(leavesSome, Rendered.where(budget), "may allow no eviction: keeps " + least);
    }
    // A pod that never gets ready could else not be evicted either.
    findings.unless(
        spec.path("unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"),
        Rendered.where(budget),
        "keeps pods that are not ready");
  }

  private int leastReplicas() {
    return Stream.concat(
            rendered
                .all("HorizontalPodAutoscaler")
                .map(scaler -> scaler.at("/spec/minReplicas").asInt(1)),
            rendered
                .all("Deployment")
                .filter(deployment -> deployment.path("spec").has("replicas"))
                .map(deployment -> deployment.at("/spec/replicas").asInt()))
        .min(Integer::compare)
        .orElse(1);
  }

  private void autoscaler(JsonNode scaler) {
    JsonNode target = scaler.at("/spec/scaleTargetRef");
    findings.unless(
        target.path("apiVersion").asText().equals("apps/v1")
            && rendered.exists(target.path("kind").asText(), target.path("name").asText()),
        Rendered.where(scaler),
        "scales what is not there: " + target);
    findings.unless(
        scaler.at("/spec/minReplicas").asInt(1) <= scaler.at("/spec/maxReplicas").asInt(),
        Rendered.where(scaler),
        "its least is above its most");
  }

  private void account(Pod pod) {
    String name = pod.spec().path("serviceAccountName").asText("default");
    findings.unless(
        name.equals("default") || rendered.exists("ServiceAccount", name),
        pod.name(),
        "runs as " + name + ", which is not there");
  }
}

package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How the documents of one rendering hang together. */
final class WorkloadRules {
  private final List<JsonNode> documents;
  private final Findings findings;

  WorkloadRules(List<JsonNode> documents, Findings findings) {
    this.documents = documents;
    this.findings = findings;
  }

  void judge() {
    all("Deployment").forEach(this::deployment);
    all("Service").forEach(this::service);
    all("PodDisruptionBudget").forEach(this::budget);
    all("NetworkPolicy").forEach(this::policy);
    all("HorizontalPodAutoscaler").forEach(this::autoscaler);
    all("PodMonitor").forEach(this::monitor);
    all("Ingress").forEach(this::ingress);
    for (JsonNode document : documents) {
      Pod.of(document).ifPresent(this::account);
    }
  }

  /** A rolling update that never has fewer pods than it should. */
  private void deployment(JsonNode deployment) {
    String where = where(deployment);
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
        all("HorizontalPodAutoscaler")
            .anyMatch(
                scaler ->
                    scaler.at("/spec/scaleTargetRef/name").equals(deployment.at("/metadata/name")));
    findings.unless(
        scaled != spec.has("replicas"), where, "replicas and an autoscaler: one of them");
  }

  private void service(JsonNode service) {
    Set<Pod> pods = pods(service.at("/spec/selector"), where(service));
    for (JsonNode port : service.at("/spec/ports")) {
      JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
      for (Pod pod : pods) {
        findings.unless(
            pod.containers()
                .filter(container -> container.list().equals("containers"))
                .flatMap(container -> Yaml.each(container.spec().path("ports")))
                .anyMatch(one -> named(one, target)),
            where(service),
            pod.name() + " has no port " + target);
      }
    }
    JsonNode early = service.at("/spec/publishNotReadyAddresses");
    findings.unless(!early.asBoolean(), where(service), "publishes pods that are not ready");
  }

  /** One that allows no eviction makes a node's drain wait for ever. */
  private void budget(JsonNode budget) {
    JsonNode spec = budget.path("spec");
    pods(spec.at("/selector/matchLabels"), where(budget));
    findings.unless(
        spec.has("maxUnavailable") != spec.has("minAvailable"),
        where(budget),
        "expected: one of maxUnavailable and minAvailable");
    if (spec.has("maxUnavailable")) {
      String most = spec.path("maxUnavailable").asText();
      findings.unless(!most.matches("0%?"), where(budget), "allows no eviction: " + most);
    } else {
      String least = spec.path("minAvailable").asText();
      boolean leavesSome =
          least.endsWith("%") ? !least.equals("100%") : Integer.parseInt(least) < leastReplicas();
      findings.unless(leavesSome, where(budget), "may allow no eviction: keeps " + least);
    }
    // A pod that never gets ready could else not be evicted either.
    findings.unless(
        spec.path("unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"),
        where(budget),
        "keeps pods that are not ready");
  }

  private int leastReplicas() {
    return Stream.concat(
            all("HorizontalPodAutoscaler").map(scaler -> scaler.at("/spec/minReplicas").asInt(1)),
            all("Deployment")
                .filter(deployment -> deployment.path("spec").has("replicas"))
                .map(deployment -> deployment.at("/spec/replicas").asInt()))
        .min(Integer::compare)
        .orElse(1);
  }

  /** Lets in who uses the app, and who reads the agent's metrics. */
  private void policy(JsonNode policy) {
    JsonNode spec = policy.path("spec");
    Set<Pod> pods = pods(spec.at("/podSelector/matchLabels"), where(policy));
    findings.unless(
        Yaml.each(spec.path("policyTypes")).anyMatch(type -> type.asText().equals("Ingress")),
        where(policy),
        "says nothing of who gets in");
    List<JsonNode> open =
        Yaml.each(spec.path("ingress")).flatMap(rule -> Yaml.each(rule.path("ports"))).toList();
    for (Pod pod : pods) {
      pod.containers()
          .flatMap(container -> Yaml.each(container.spec().path("ports")))
          .forEach(
              port ->
                  findings.unless(
                      open.stream().anyMatch(one -> named(port, one.path("port"))),
                      where(policy),
                      "nobody gets to port " + port.path("containerPort")));
    }
  }

  private void autoscaler(JsonNode scaler) {
    JsonNode target = scaler.at("/spec/scaleTargetRef");
    findings.unless(
        target.path("apiVersion").asText().equals("apps/v1")
            && exists(target.path("kind").asText(), target.path("name").asText()),
        where(scaler),
        "scales what is not there: " + target);
    findings.unless(
        scaler.at("/spec/minReplicas").asInt(1) <= scaler.at("/spec/maxReplicas").asInt(),
        where(scaler),
        "its least is above its most");
  }

  private void monitor(JsonNode monitor) {
    Set<Pod> pods = pods(monitor.at("/spec/selector/matchLabels"), where(monitor));
    for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
      for (Pod pod : pods) {
        findings.unless(
            pod.containers()
                .flatMap(container -> Yaml.each(container.spec().path("ports")))
                .anyMatch(port -> named(port, endpoint.path("port"))),
            where(monitor),
            pod.name() + " has no port " + endpoint.path("port"));
      }
    }
  }

  private void ingress(JsonNode ingress) {
    for (JsonNode rule : ingress.at("/spec/rules")) {
      for (JsonNode path : rule.at("/http/paths")) {
        JsonNode service = path.at("/backend/service");
        findings.unless(
            all("Service")
                .filter(one -> one.at("/metadata/name").equals(service.path("name")))
                .flatMap(one -> Yaml.each(one.at("/spec/ports")))
                .anyMatch(
                    port ->
                        port.path("name").equals(service.at("/port/name"))
                            || port.path("port").equals(service.at("/port/number"))),
            where(ingress),
            "no such Service and port: " + service);
      }
    }
  }

  private void account(Pod pod) {
    String name = pod.spec().path("serviceAccountName").asText("default");
    findings.unless(
        name.equals("default") || exists("ServiceAccount", name),
        pod.name(),
        "runs as " + name + ", which is not there");
  }

  /** The lasting pods that a selector means; none is a finding, and so is another's pod. */
  private Set<Pod> pods(JsonNode selector, String where) {
    Set<Pod> selected = new HashSet<>();
    for (JsonNode document : documents) {
      Pod.of(document)
          .filter(pod -> Selectors.contains(pod.metadata().path("labels"), selector))
          .ifPresent(selected::add);
    }
    findings.unless(!selector.isEmpty() && !selected.isEmpty(), where, "selects no pod");
    for (Pod pod : selected) {
      // A Job serves nobody, yet is to be left alone.
      boolean job = where.startsWith("NetworkPolicy/") && pod.name().startsWith("Job/");
      boolean meant = job || !pod.ends();
      findings.unless(meant, where, "selects " + pod.name() + " as well");
    }
    return selected;
  }

  private Stream<JsonNode> all(String kind) {
    return documents.stream().filter(one -> one.path("kind").asText().equals(kind));
  }

  private boolean exists(String kind, String name) {
    return all(kind).anyMatch(one -> one.at("/metadata/name").asText().equals(name));
  }

  private static boolean named(JsonNode port, JsonNode target) {
    return target.equals(port.path("name")) || target.equals(port.path("containerPort"));
  }

  private static String where(JsonNode document) {
    return document.path("kind").asText() + '/' + document.at("/metadata/name").asText();
  }
}

package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import java.util.List;
import java.util.Set;

/** Who gets to the pods, and by which port. */
final class TrafficRules {
  private final Rendered rendered;
  private final Findings findings;

  private TrafficRules(Rendered rendered) {
    this.rendered = rendered;
    this.findings = rendered.findings();
  }

  static void judge(Rendered rendered) {
    TrafficRules rules = new TrafficRules(rendered);
    rendered.all("Service").forEach(rules::service);
    rendered.all("NetworkPolicy").forEach(rules::policy);
    rendered.all("PodMonitor").forEach(rules::monitor);
    rendered.all("Ingress").forEach(rules::ingress);
  }

  private void service(JsonNode service) {
    Set<Pod> pods = rendered.pods(service.at("/spec/selector"), Rendered.where(service));
    for (JsonNode port : service.at("/spec/ports")) {
      JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
      for (Pod pod : pods) {
        findings.unless(
            pod.containers()
                .filter(container -> container.list().equals("containers"))
                .flatMap(container -> Yaml.each(container.spec().path("ports")))
                .anyMatch(one -> named(one, target)),
            Rendered.where(service),
            pod.name() + " has no port " + target);
      }
    }
    JsonNode early = service.at("/spec/publishNotReadyAddresses");
    findings.unless(
        !early.asBoolean(), Rendered.where(service), "publishes pods that are not ready");
  }

  /** Lets in who uses the app, and who reads the agent's metrics. */
  private void policy(JsonNode policy) {
    JsonNode spec = policy.path("spec");
    Set<Pod> pods = rendered.pods(spec.at("/podSelector/matchLabels"), Rendered.where(policy));
    findings.unless(
        Yaml.each(spec.path("policyTypes")).anyMatch(type -> type.asText().equals("Ingress")),
        Rendered.where(policy),
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
                      Rendered.where(policy),
                      "nobody gets to port " + port.path("containerPort")));
    }
  }

  private void monitor(JsonNode monitor) {
    Set<Pod> pods =
        rendered.pods(monitor.at("/spec/selector/matchLabels"), Rendered.where(monitor));
    for (JsonNode endpoint : monitor.at("/spec/podMetricsEndpoints")) {
      for (Pod pod : pods) {
        findings.unless(
            pod.containers()
                .flatMap(container -> Yaml.each(container.spec().path("ports")))
                .anyMatch(port -> named(port, endpoint.path("port"))),
            Rendered.where(monitor),
            pod.name() + " has no port " + endpoint.path("port"));
      }
    }
  }

  private void ingress(JsonNode ingress) {
    for (JsonNode rule : ingress.at("/spec/rules")) {
      for (JsonNode path : rule.at("/http/paths")) {
        JsonNode service = path.at("/backend/service");
        findings.unless(
            rendered
                .all("Service")
                .filter(one -> one.at("/metadata/name").equals(service.path("name")))
                .flatMap(one -> Yaml.each(one.at("/spec/ports")))
                .anyMatch(
                    port ->
                        port.path("name").equals(service.at("/port/name"))
                            || port.path("port").equals(service.at("/port/number"))),
            Rendered.where(ingress),
            "no such Service and port: " + service);
      }
    }
  }

  private static boolean named(JsonNode port, JsonNode target) {
    return target.equals(port.path("name")) || target.equals(port.path("containerPort"));
  }
}

package io.probeagent.charts.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Yaml;
import java.util.List;

/** What the chart renders for Prometheus and Grafana. */
final class Monitoring {
  private static final List<JsonNode> DOCUMENTS = everything();

  private Monitoring() {}

  static JsonNode rule() {
    return one("PrometheusRule");
  }

  static List<JsonNode> alerts() {
    return Yaml.each(rule().at("/spec/groups"))
        .flatMap(group -> Yaml.each(group.path("rules")))
        .toList();
  }

  /** The dashboard as Grafana gets it: a file of a ConfigMap. */
  static JsonNode dashboard() {
    JsonNode files = one("ConfigMap").path("data");
    return Yaml.document(files.elements().next().asText());
  }

  private static JsonNode one(String kind) {
    return DOCUMENTS.stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> everything() {
    return Helm.sampleApp().documents(Case.named("everything").release());
  }
}

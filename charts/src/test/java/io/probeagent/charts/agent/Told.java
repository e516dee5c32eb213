package io.probeagent.charts.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Pod.Container;
import io.probeagent.charts.helm.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of the agent's containers in a rendering. */
final class Told {
  private Told() {}

  /** One map for each pod that has an agent. */
  static List<Map<String, String>> agents(List<JsonNode> documents) {
    return documents.stream()
        .flatMap(document -> Pod.of(document).stream())
        .flatMap(Pod::containers)
        .filter(container -> container.name().equals("probe-agent"))
        .map(Told::variables)
        .toList();
  }

  private static Map<String, String> variables(Container container) {
    Map<String, String> variables = new LinkedHashMap<>();
    Yaml.each(container.spec().path("env"))
        .forEach(env -> variables.put(env.path("name").asText(), env.path("value").asText()));
    return variables;
  }
}

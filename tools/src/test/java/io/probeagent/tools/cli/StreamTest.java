package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An app is judged alike alone and among many that do not concern it. */
final class StreamTest {
  private static final String APP =
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web-N, namespace: team-T}
      spec:
        replicas: _R_
        selector: {matchLabels: {app: web-N}}
        template:
          metadata: {labels: {app: web-N, tier: front}}
          spec:
            terminationGracePeriodSeconds: _G_
            containers:
            - name: web
              image: web:1
              ports: [{name: http, containerPort: 8080}]
              livenessProbe: {httpGet: {path: /live, port: _P_}, periodSeconds: 5, timeoutSeconds: 9}
              lifecycle: {preStop: {exec: {command: [sleep, "40"]}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web-N, namespace: team-T}
      spec:
        selector: {app: web-N}
        ports: [{port: 80, targetPort: _P_}]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web-N, namespace: team-T}
      spec:
        minAvailable: _A_
        selector: {matchLabels: {app: web-N}}
      """;

  @Test
  void neighboursChangeNothing() throws JsonProcessingException {
    StringBuilder all = new StringBuilder();
    List<String> expected = new ArrayList<>();
    int lines = 0;
    for (int i = 0; i < 60; i++) {
      String app = app(i);
      expected.addAll(findings(app, lines));
      all.append(app);
      lines += (int) app.lines().count();
    }
    assertThat(expected).hasSizeGreaterThan(200).anyMatch(each -> each.contains("budget-blocks"));
    assertThat(findings(all.toString(), 0)).isEqualTo(expected);
  }

  private static String app(int i) {
    return APP.replace("-N", "-" + i)
        .replace("team-T", "team-" + i % 3)
        .replace("_R_", "" + (1 + i % 4))
        .replace("_G_", "" + (20 + i))
        .replace("_A_", "" + (1 + i % 2))
        .replace("_P_", List.of("http", "8080", "htpp").get(i % 3));
  }

  private static List<String> findings(String text, int above) throws JsonProcessingException {
    JsonNode root = new ObjectMapper().readTree(Ran.of(text, "lint", "--format=json", "-").out());
    List<String> findings = new ArrayList<>();
    for (JsonNode each : root.get("findings")) {
      findings.add(
          "%s %d:%d-%d %s: %s %s"
              .formatted(
                  each.get("rule").asText(),
                  each.get("line").asInt() + above,
                  each.get("column").asInt(),
                  each.get("end_column").asInt(),
                  each.get("resource").asText(),
                  each.get("what").asText(),
                  each.get("fix").asText()));
    }
    return findings;
  }
}

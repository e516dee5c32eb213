package io.probeagent.charts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.charts.helm.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A check that lets everything pass is worth nothing: each kind of defect is put into a good pod.
 */
final class ModelsTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}, annotations: {count: "1"}}
      spec:
        terminationGracePeriodSeconds: 30
        initContainers:
        - name: probe-agent
          restartPolicy: Always
          resources: {limits: {memory: 64Mi}, requests: {cpu: 5m}}
        containers:
        - name: web
          readinessProbe: {httpGet: {path: /ready, port: 9810}}
          securityContext: {runAsNonRoot: true}
        volumes: [{name: probe, emptyDir: {medium: Memory, sizeLimit: 1Mi}}]
      """;

  @Test
  void aGoodPodIsValid() {
    assertThat(problems(POD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          readinessProbe: | readinesProbe: | Pod.spec.containers[0].readinesProbe: unknown field
          app: web        | app: 1         | Pod.metadata.labels.app: 1 (expected: a string)
          count: "1"      | count: true    | Pod.metadata.annotations.count: true (expected: a string)
          Seconds: 30     | Seconds: "30"  | Pod.spec.terminationGracePeriodSeconds: "30" (expected: a whole number)
          NonRoot: true   | NonRoot: "true"| Pod.spec.containers[0].securityContext.runAsNonRoot: "true" (expected: true or false)
          memory: 64Mi    | memory: 64MiB  | Pod.spec.initContainers[0].resources.limits.memory: "64MiB" (expected: a quantity)
          port: 9810      | port: 9.5      | Pod.spec.containers[0].readinessProbe.httpGet.port: 9.5 (expected: a number or a string)
          , port: 9810    | ''             | Pod.spec.containers[0].readinessProbe.httpGet.port: missing
          - name: web     | - image: web   | Pod.spec.containers[0].name: missing
          emptyDir: {medium: Memory, sizeLimit: 1Mi} | emptyDir: [] | Pod.spec.volumes[0].emptyDir: [] (expected: an object)
          kind: Pod       | kind: Bod      | V1Bod is not known
          """)
  void aDefectIsFoundInBothVersions(String good, String bad, String problem) {
    String broken = POD.replace(good, bad);
    assertThat(broken).isNotEqualTo(POD);
    List<String> problems = problems(broken);
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0)).startsWith("oldest: " + problem);
    assertThat(problems.get(1)).startsWith("newest: " + problem);
  }

  @Test
  void theTwoVersionsDiffer() {
    String resized = POD.replace("  containers:", "  hostnameOverride: web.example\n  containers:");
    assertThat(problems(resized))
        .singleElement()
        .asString()
        .startsWith("oldest: Pod.spec.hostnameOverride: unknown field");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expr: up == 0 | expression: up == 0 | PrometheusRule.spec.groups[0].rules[0].expression: unknown field
          expr: up == 0 | record: a           | PrometheusRule.spec.groups[0].rules[0].expr: missing
          for: 5m       | for: 5              | PrometheusRule.spec.groups[0].rules[0].for: 5 (expected: a string)
          """)
  void rulesOfPrometheusAreCheckedToo(String good, String bad, String problem) {
    String rule =
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: {name: web}
        spec: {groups: [{name: web, rules: [{alert: Down, expr: up == 0, for: 5m}]}]}
        """;
    assertThat(problems(rule)).isEmpty();
    assertThat(problems(rule.replace(good, bad)))
        .anyMatch(p -> p.startsWith("operator: " + problem));
  }

  private static List<String> problems(String yaml) {
    return Models.problems(Yaml.document(yaml));
  }
}

package io.probeagent.tools.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How bad a finding is, and what mends it, where that depends on the pod. */
final class JudgementTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        strategy: {}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 30
            containers:
            - name: web
              image: web:1
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 80}]
      """;

  @Test
  void anUpdateThatLeavesNoneIsAsBadAsIsCertain() throws Exception {
    String recreate = DEPLOYMENT.replace("strategy: {}", "strategy: {type: Recreate}");
    String one = DEPLOYMENT.replace("{}", "{rollingUpdate: {maxUnavailable: 1}}");
    String folder =
        recreate.replace(
            "image: web:1",
            "image: web:1\n        volumeMounts: [{name: data, mountPath: /data}]\n      volumes: [{name: data, emptyDir: {}}]");
    assertThat(severity("update-leaves-none", recreate)).isEqualTo(Severity.ERROR);
    assertThat(severity("update-leaves-none", folder)).isEqualTo(Severity.WARNING);
    assertThat(severity("update-leaves-none", one)).isEqualTo(Severity.ERROR);
    String unsaid = one.replace("  replicas: 1\n", "");
    assertThat(severity("update-leaves-none", unsaid)).isEqualTo(Severity.INFO);
    assertThat(severity("update-leaves-none", unsaid.replace("able: 1", "able: 100%")))
        .isEqualTo(Severity.ERROR);
    assertThat(only("update-leaves-none", recreate).fix())
        .isEqualTo(
            "strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}");
  }

  @Test
  void aSeverityOfTheProjectsOwnStays() throws Exception {
    String patient = DEPLOYMENT.replace("Seconds: 30", "Seconds: 60");
    List<Rule> rules =
        new Selection(
                Set.of("no-prestop"), Set.of(), Set.of(), Map.of("no-prestop", Severity.ERROR))
            .of(Rules.all());
    Manifests manifests = read(patient);
    assertThat(severity("no-prestop", DEPLOYMENT)).isEqualTo(Severity.WARNING);
    assertThat(severity("no-prestop", patient)).isEqualTo(Severity.INFO);
    assertThat(new Linter(rules, KubernetesVersion.ASSUMED).lint(manifests))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void aHookIsProposedThatTheVersionKnows() throws Exception {
    assertThat(only("no-prestop", DEPLOYMENT).fix()).contains("exec: {command: [sleep, \"5\"]}");
    assertThat(fix("no-prestop", DEPLOYMENT, "1.30")).contains("{preStop: {sleep: {seconds: 5}}}");
  }

  @Test
  void aHookIsProposedWithTheGracePeriodThatItNeeds() throws Exception {
    assertThat(only("no-prestop", DEPLOYMENT).fix()).doesNotContain("terminationGrace");
    assertThat(only("no-prestop", DEPLOYMENT.replace("Seconds: 30", "Seconds: 5")).fix())
        .contains("# terminationGracePeriodSeconds: 25\n");
  }

  @Test
  void theProbeThatAsksTheWrongPathIsTheOneToMend() throws Exception {
    String both =
        DEPLOYMENT.replace(
            "web:1",
            "web:1\n        livenessProbe: &probe {httpGet: {path: /health/%s, port: 80}}\n        readinessProbe: *probe");
    assertThat(only("liveness-equals-readiness", both.formatted("liveness")).fix())
        .startsWith("readinessProbe:\n  httpGet: {path: /health/readiness}   # an example");
    assertThat(only("liveness-asks-readiness", both.formatted("ready")).fix())
        .startsWith("path: /health/live   # an example");
    assertThat(found("liveness-equals-readiness", both.formatted("ready"), "1.29")).isEmpty();
  }

  @Test
  void membersThatWaitForEachOtherAreThoughtOf() throws Exception {
    String set =
        DEPLOYMENT.replace("Deployment", "StatefulSet").replace("replicas: 1", "replicas: 3");
    assertThat(only("no-readiness-behind-service", set).fix())
        .contains("none starts without podManagementPolicy: Parallel");
    for (String other :
        List.of(
            DEPLOYMENT,
            set.replace("replicas: 3", "replicas: 3\n  podManagementPolicy: Parallel"),
            set.replace("replicas: 3", "replicas: 1"))) {
      assertThat(only("no-readiness-behind-service", other).fix()).doesNotContain("Parallel");
    }
  }

  @Test
  void podsThatKeepApartGetNoSurge() throws Exception {
    String apart =
        DEPLOYMENT
            .replace("replicas: 1", "replicas: 4")
            .replace("{}", "{rollingUpdate: {maxUnavailable: 2}}")
            .replace(
                "      containers:",
                """
                      affinity:
                        podAntiAffinity:
                          requiredDuringSchedulingIgnoredDuringExecution:
                          - topologyKey: kubernetes.io/hostname
                            labelSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}
                      containers:\
                """);
    assertThat(only("update-halves-capacity", apart).fix()).contains("{maxUnavailable: 1}");
    assertThat(only("update-halves-capacity", apart.replace("values: [web]", "values: [db]")).fix())
        .contains("maxSurge: 1");
  }

  @Test
  void theGracePeriodThatIsProposedIsEnoughForPlan() throws Exception {
    String hook =
        DEPLOYMENT.replace("web:1", "web:1\n        lifecycle: {preStop: {exec: {command: %s}}}");
    for (String command : List.of("[sleep, \"30\"]", "[sh, -c, \"sleep 30; stop\"]")) {
      assertThat(only("grace-period-too-short", hook.formatted(command)).fix())
          .isEqualTo(
              "terminationGracePeriodSeconds: 50   # with 15 s for the longest request, unless --longest-request says another");
    }
  }

  @Test
  void whoSaysNoNamespaceIsWhereTheOthersAre() throws Exception {
    String named =
        DEPLOYMENT.replace(
            "metadata: {name: web}\nspec:\n  replicas",
            "metadata: {name: web, namespace: shop}\nspec:\n  replicas");
    String autoscaler =
        """
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2}
        """;
    assertThat(found("no-prestop", named, "1.29")).hasSize(1);
    assertThat(found("no-budget", named + autoscaler, "1.29")).hasSize(1);
    String other = "---\napiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: db}\n";
    assertThat(found("no-prestop", named + other, "1.29")).isEmpty();
  }

  @Test
  void aServiceAloneIsLookedAt() throws Exception {
    String service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {}\nspec: {}\n";
    assertThat(found("duplicate-field", service, "1.29")).hasSize(1);
  }

  @Test
  void aContainerWithoutANameIsCalledSo() throws Exception {
    assertThat(only("no-prestop", DEPLOYMENT.replace("- name: web", "- name:")).what())
        .startsWith("container (no name) serves");
  }

  private static Severity severity(String rule, String yaml) throws Exception {
    return only(rule, yaml).severity();
  }

  private static String fix(String rule, String yaml, String version) throws Exception {
    return found(rule, yaml, version).get(0).fix();
  }

  private static Finding only(String rule, String yaml) throws Exception {
    List<Finding> found = found(rule, yaml, "1.29");
    assertThat(found).as(yaml).hasSize(1);
    return found.get(0);
  }

  private static List<Finding> found(String rule, String yaml, String version) throws Exception {
    return new Linter(Rules.all(), KubernetesVersion.parse(version), Duration.ZERO)
        .lint(read(yaml)).stream().filter(each -> each.rule().id().equals(rule)).toList();
  }

  private static Manifests read(String yaml) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("example.yaml", yaml));
    return manifests;
  }
}

package io.probeagent.charts.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.kustomize.Program.Outcome;
import io.probeagent.charts.schema.Models;
import io.probeagent.charts.security.PodSecurity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sidecar comes to any workload, and what that has already stays. */
final class ComponentTest {
  private static final String BARE =
      """
      apiVersion: apps/v1
      kind: %s
      metadata: {name: bare}
      spec:
        serviceName: bare
        selector: {matchLabels: {app: bare}}
        template:
          metadata: {labels: {app: bare}}
          spec:
            securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: anything
              image: bare:1
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  private static final String RICH =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: rich}
      spec:
        selector: {matchLabels: {app: rich}}
        template:
          metadata: {labels: {app: rich}}
          spec:
            initContainers: [{name: first, image: "first:1"}]
            containers:
            - name: web
              image: web:1
              command: [web, --verbose]
              env: [{name: COLOUR, value: blue}]
              readinessProbe: {exec: {command: [cat, /ready]}}
              lifecycle:
                postStart: {exec: {command: [warm-up]}}
                preStop: {exec: {command: [sleep, "5"]}}
              volumeMounts: [{name: data, mountPath: /data}]
            - {name: logs, image: "logs:1"}
            volumes: [{name: data, emptyDir: {}}]
      """;

  @TempDir private Path empty;

  @BeforeEach
  void kubectl() throws Exception {
    Program.assumeKubectl();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
  void aWorkloadThatSaysNothingGetsAllOfIt(String kind) throws Exception {
    String workload = BARE.formatted(kind);
    if (!kind.equals("StatefulSet")) {
      workload = workload.replace("  serviceName: bare\n", "");
    }
    JsonNode document = only(Kustomization.of(empty, ".", workload));
    assertThat(Models.problems(document)).isEmpty();
    assertThat(PodSecurity.violations(Pod.of(document).orElseThrow())).isEmpty();
    JsonNode spec = document.at("/spec/template/spec");
    assertThat(names(spec, "initContainers")).containsExactly("probe-agent");
    assertThat(names(spec, "containers")).containsExactly("anything");
    assertThat(names(spec, "volumes")).containsExactly("probe");
    JsonNode app = spec.at("/containers/0");
    assertThat(names(app, "env")).containsExactly("PROBE_DIR");
    assertThat(names(app, "volumeMounts")).containsExactly("probe");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(app.path(probe).at("/httpGet/port").asInt()).as(probe).isEqualTo(9810);
    }
    assertThat(app.at("/lifecycle/preStop/httpGet/path").asText()).isEqualTo("/drain");
    assertThat(spec.path("terminationGracePeriodSeconds") + "s")
        .isEqualTo(env(spec.at("/initContainers/0"), "PROBE_GRACE_PERIOD"));
  }

  @Test
  void whatAPodHasStaysAndItsProbesMakeWay() throws Exception {
    JsonNode spec = only(Kustomization.of(empty, ".", RICH)).at("/spec/template/spec");
    assertThat(names(spec, "initContainers")).containsExactly("first", "probe-agent");
    assertThat(names(spec, "containers")).containsExactly("web", "logs");
    assertThat(names(spec, "volumes")).containsExactly("data", "probe");
    JsonNode web = spec.at("/containers/0");
    assertThat(names(web, "env")).containsExactly("COLOUR", "PROBE_DIR");
    assertThat(names(web, "volumeMounts")).containsExactly("data", "probe");
    assertThat(web.path("command")).hasSize(2);
    assertThat(web.at("/lifecycle/postStart/exec/command/0").asText()).isEqualTo("warm-up");
    assertThat(names(web.path("lifecycle").path("preStop"))).containsExactly("httpGet");
    assertThat(names(web.path("readinessProbe"))).doesNotContain("exec").contains("httpGet");
    assertThat(names(spec.at("/containers/1"))).containsExactlyInAnyOrder("image", "name");
  }

  @Test
  void theRegularSidecarDiffersInNothingElse() throws Exception {
    JsonNode one = only(Kustomization.of(empty.resolve("native"), ".", RICH));
    JsonNode two = only(Kustomization.of(empty.resolve("regular"), "regular", RICH));
    JsonNode spec = two.at("/spec/template/spec");
    assertThat(names(spec, "initContainers")).containsExactly("first");
    assertThat(names(spec, "containers")).containsExactly("web", "logs", "probe-agent");
    assertThat(spec.at("/containers/0")).isEqualTo(one.at("/spec/template/spec/containers/0"));
    String agent = one.at("/spec/template/spec/initContainers/1").toString();
    assertThat(spec.at("/containers/2").toString())
        .isEqualTo(
            agent
                .replace("\"restartPolicy\":\"Always\",", "")
                .replace("\"native\"", "\"regular\""));
  }

  @Test
  void aWorkloadThatDoesNotWantItIsLeftAlone() throws Exception {
    String marked =
        RICH.replace("{name: rich}", "{name: rich, annotations: {probe-agent: \"off\"}}");
    assertThat(only(Kustomization.of(empty, ".", marked))).isEqualTo(Yaml.document(marked));
  }

  @Test
  void otherKindsAreLeftAloneAndNothingElseIsRendered() throws Exception {
    String job = RICH.replace("apps/v1", "batch/v1").replace("Deployment", "Job");
    assertThat(only(Kustomization.of(empty, ".", job))).isEqualTo(Yaml.document(job));
  }

  @Test
  void aGracePeriodOfItsOwnIsRefusedRatherThanLowered() throws Exception {
    String patient =
        RICH.replace(
            "initContainers:", "terminationGracePeriodSeconds: 120\n      initContainers:");
    Outcome outcome = Kustomization.of(empty, ".", patient).outcome();
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("terminationGracePeriodSeconds", "test failed");
  }

  @ParameterizedTest
  @CsvSource({"., initContainers", "regular, containers"})
  void aPatchBehindItSetsWhatItWantsForSeveralWorkloads(String component, String list)
      throws Exception {
    String both =
        BARE.formatted("Deployment").replace("  serviceName: bare\n", "") + "---\n" + RICH;
    List<JsonNode> documents =
        Kustomization.of(empty, component, both)
            .with(
                """
                images: [{name: probe-agent, newName: registry.example/probe-agent, newTag: 0.1.1}]
                patches:
                - target: {kind: Deployment}
                  patch: |
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: every}
                    spec:
                      template:
                        spec:
                          terminationGracePeriodSeconds: 120
                          %s:
                          - name: probe-agent
                            env:
                            - {name: PROBE_GRACE_PERIOD, value: 120s}
                            - {name: PROBE_APP_PORTS, value: "8080"}
                """
                    .formatted(list))
            .documents();
    assertThat(documents).hasSize(2);
    for (JsonNode document : documents) {
      assertThat(Models.problems(document)).isEmpty();
      JsonNode spec = document.at("/spec/template/spec");
      assertThat(spec.path("terminationGracePeriodSeconds").asInt()).isEqualTo(120);
      JsonNode agent =
          Yaml.each(spec.path(list))
              .filter(container -> container.path("name").asText().equals("probe-agent"))
              .findFirst()
              .orElseThrow();
      assertThat(agent.path("image").asText()).isEqualTo("registry.example/probe-agent:0.1.1");
      assertThat(env(agent, "PROBE_GRACE_PERIOD")).isEqualTo("120s");
      assertThat(env(agent, "PROBE_APP_PORTS")).isEqualTo("8080");
      assertThat(names(agent, "env")).contains("PROBE_SIDECAR");
    }
  }

  @Test
  void theAgentIsThatOfTheChart() throws Exception {
    JsonNode values =
        Yaml.document(Files.readString(Folder.CHARTS.resolve("probe-agent/values.yaml")));
    for (String file : List.of("agent.yaml", "regular/agent.yaml")) {
      JsonNode template =
          Yaml.document(Files.readString(Folder.CHARTS.resolve("kustomize").resolve(file)));
      JsonNode spec = template.at("/template/spec");
      JsonNode agent = spec.path(spec.fieldNames().next()).path(0);
      assertThat(agent.path("resources")).isEqualTo(values.path("resources"));
      assertThat(agent.path("securityContext")).isEqualTo(values.path("securityContext"));
    }
  }

  private static JsonNode only(Kustomization kustomization) throws Exception {
    List<JsonNode> documents = kustomization.documents();
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  private static List<String> names(JsonNode of, String list) {
    return Yaml.each(of.path(list)).map(one -> one.path("name").asText()).toList();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }

  private static String env(JsonNode container, String name) {
    return new Pod.Container("", container).env(name).orElseThrow();
  }
}

package io.probeagent.charts.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.schema.Models;
import io.probeagent.charts.security.PodSecurity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sidecar comes to any workload, and what that has already stays. */
final class ComponentTest {
  @TempDir private Path empty;

  @BeforeEach
  void kubectl() throws Exception {
    Program.assumeKubectl();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
  void aWorkloadThatSaysNothingGetsAllOfIt(String kind) throws Exception {
    JsonNode document = only(Kustomization.of(empty, ".", Workloads.bare(kind)));
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
    JsonNode spec = only(Kustomization.of(empty, ".", Workloads.RICH)).at("/spec/template/spec");
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
    JsonNode one = only(Kustomization.of(empty.resolve("native"), ".", Workloads.RICH));
    JsonNode two = only(Kustomization.of(empty.resolve("regular"), "regular", Workloads.RICH));
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
        Workloads.RICH.replace("{name: rich}", "{name: rich, annotations: {probe-agent: \"off\"}}");
    assertThat(only(Kustomization.of(empty, ".", marked))).isEqualTo(Yaml.document(marked));
  }

  @Test
  void otherKindsAreLeftAloneAndNothingElseIsRendered() throws Exception {
    String job = Workloads.RICH.replace("apps/v1", "batch/v1").replace("Deployment", "Job");
    assertThat(only(Kustomization.of(empty, ".", job))).isEqualTo(Yaml.document(job));
  }

  @Test
  void aGracePeriodOfItsOwnIsRefusedRatherThanLowered() throws Exception {
    String patient =
        Workloads.RICH.replace(
            "initContainers:", "terminationGracePeriodSeconds: 120\n      initContainers:");
    Outcome outcome = Kustomization.of(empty, ".", patient).outcome();
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("terminationGracePeriodSeconds", "test failed");
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

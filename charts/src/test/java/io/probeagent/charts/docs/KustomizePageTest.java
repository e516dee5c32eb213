package io.probeagent.charts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.schema.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kustomization with settings that the component's page shows. */
final class KustomizePageTest {
  private static final String PLAIN =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %s}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1"}]
      """;

  @TempDir private Path empty;

  @Test
  void setsThemForEveryDeploymentAndTheTokenOnBothSides() throws Exception {
    Program.assumeKubectl();
    Page page = Page.of("charts/kustomize/README.md");
    Folder.copy(
        Folder.CHARTS.resolve("kustomize"),
        empty.resolve("probe-agent").resolve("charts/kustomize"));
    Path user = Files.createDirectory(empty.resolve("user"));
    Files.writeString(user.resolve("shop.yaml"), PLAIN.formatted("shop"));
    Files.writeString(user.resolve("search.yaml"), PLAIN.formatted("search"));
    Files.writeString(user.resolve("kustomization.yaml"), page.under("Settings", "yaml").get(0));

    Outcome outcome = Program.run(user, "kubectl", "kustomize", ".");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    List<JsonNode> documents = Yaml.documents(outcome.output());
    assertThat(documents).hasSize(2);
    for (JsonNode document : documents) {
      assertThat(Models.problems(document)).isEmpty();
      JsonNode spec = document.at("/spec/template/spec");
      Pod.Container agent = new Pod.Container("initContainers", spec.at("/initContainers/0"));
      assertThat(agent.env("PROBE_GRACE_PERIOD"))
          .hasValue(spec.path("terminationGracePeriodSeconds").asInt() + "s");
      assertThat(agent.env("PROBE_APP_PORTS")).hasValue("8080");
      assertThat(agent.env("PROBE_SIDECAR")).hasValue("native");
      assertThat(agent.spec().path("image").asText())
          .isEqualTo("registry.example/probe-agent:0.1.0");
      JsonNode header = spec.at("/containers/0/lifecycle/preStop/httpGet/httpHeaders/0");
      assertThat(header.path("value").asText())
          .isEqualTo("Bearer " + agent.env("PROBE_CONTROL_TOKEN").orElseThrow());
    }
  }
}

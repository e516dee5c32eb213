package io.probeagent.charts.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.schema.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sets besides, and what is set to begin with. */
final class PatchedTest {
  @TempDir private Path empty;

  @ParameterizedTest
  @CsvSource({"., initContainers", "regular, containers"})
  void aPatchBehindItSetsWhatItWantsForSeveralWorkloads(String component, String list)
      throws Exception {
    Program.assumeKubectl();
    String both = Workloads.bare("Deployment") + "---\n" + Workloads.RICH;
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
      assertThat(env(agent, "PROBE_SIDECAR")).isNotEmpty();
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

  private static String env(JsonNode container, String name) {
    return new Pod.Container("", container).env(name).orElseThrow();
  }
}

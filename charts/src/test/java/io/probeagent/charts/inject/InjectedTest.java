package io.probeagent.charts.inject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.schema.Models;
import io.probeagent.charts.security.PodSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files of inject are taken by Kubernetes, and have the agent of the chart. */
final class InjectedTest {
  private static final Path GOLDEN =
      Folder.CHARTS.resolve("../tools/src/test/resources/io/probeagent/tools/inject");

  static List<Arguments> objects() throws IOException {
    List<Path> files = new ArrayList<>(Folder.files(GOLDEN, ".out.yaml"));
    files.addAll(Folder.files(GOLDEN, ".out.json"));
    List<Arguments> objects = new ArrayList<>();
    for (Path file : files) {
      if (Files.readString(file).contains("<<:")) {
        continue; // Yaml does not follow merge keys
      }
      for (JsonNode document : Yaml.documents(Files.readString(file))) {
        Iterable<JsonNode> all = document.has("items") ? document.path("items") : List.of(document);
        all.forEach(one -> objects.add(Arguments.of(String.valueOf(file.getFileName()), one)));
      }
    }
    return objects;
  }

  static List<Arguments> pods() throws IOException {
    return objects().stream()
        .filter(object -> Pod.of((JsonNode) object.get()[1]).isPresent())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objects")
  void isValid(String name, JsonNode document) {
    assertThat(Models.problems(document)).as(name).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pods")
  void hasTheAgentOfTheChart(String name, JsonNode document) throws IOException {
    JsonNode values =
        Yaml.document(Files.readString(Folder.CHARTS.resolve("probe-agent/values.yaml")));
    Pod pod = Pod.of(document).orElseThrow();
    JsonNode agent =
        pod.containers()
            .filter(container -> container.name().equals("probe-agent"))
            .findFirst()
            .orElseThrow()
            .spec();
    assertThat(agent.path("resources")).isEqualTo(values.path("resources"));
    assertThat(agent.path("securityContext")).isEqualTo(values.path("securityContext"));
    assertThat(PodSecurity.violations(pod))
        .as(name)
        .noneMatch(violation -> violation.contains(" probe-agent:"));
  }
}

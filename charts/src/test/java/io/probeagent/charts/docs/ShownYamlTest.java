package io.probeagent.charts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.review.Review;
import io.probeagent.charts.schema.Models;
import io.probeagent.charts.security.PodSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever of Kubernetes the documentation shows is taken by Kubernetes, and hardened. */
final class ShownYamlTest {
  /** The one server that cannot, as its page says. */
  private static final String WRITES_EVERYWHERE = "liberty";

  static List<Arguments> objects() throws IOException {
    List<Arguments> objects = new ArrayList<>();
    for (Page page : Page.all()) {
      int number = 0;
      for (String yaml : page.yaml().toList()) {
        number++;
        if (yaml.contains("{{")) {
          continue; // a template, which Helm has to render first
        }
        for (JsonNode document : Yaml.documents(yaml)) {
          if (document.has("apiVersion") && document.has("kind")) {
            objects.add(Arguments.of(page.name() + " " + number, document));
          }
        }
      }
    }
    for (Path file : Folder.files(Page.root().resolve("docs/examples"), ".yaml")) {
      Yaml.documents(Files.readString(file))
          .forEach(one -> objects.add(Arguments.of("docs/examples/" + file.getFileName(), one)));
    }
    return objects;
  }

  /** All but the README's nginx, which is root as it comes. */
  static List<Arguments> pods() throws IOException {
    return objects().stream()
        .filter(object -> object.get()[0].toString().startsWith("docs/"))
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
  void isHardened(String name, JsonNode document) {
    Pod pod = Pod.of(document).orElseThrow();
    assertThat(PodSecurity.violations(pod)).as(name).isEmpty();
    assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
    pod.containers()
        .forEach(
            container -> {
              JsonNode spec = container.spec();
              assertThat(spec.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                  .as("read-only root of " + container.name())
                  .isNotEqualTo(container.name().equals(WRITES_EVERYWHERE));
              assertThat(spec.at("/resources/limits/memory").isTextual())
                  .as("memory limit of " + container.name())
                  .isTrue();
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pods")
  void hasTheAgentOfTheChart(String name, JsonNode document) throws IOException {
    assertAgentOfTheChart(document);
  }

  @Test
  void soHasTheReadme() throws IOException {
    assertAgentOfTheChart(Yaml.document(Page.of("README.md").yaml().findFirst().orElseThrow()));
  }

  private static void assertAgentOfTheChart(JsonNode document) throws IOException {
    assertThat(Review.problemsOfStart(Pod.of(document).orElseThrow())).isEmpty();
    Path chart = Folder.CHARTS.resolve("probe-agent");
    JsonNode values = Yaml.document(Files.readString(chart.resolve("values.yaml")));
    JsonNode version = Yaml.document(Files.readString(chart.resolve("Chart.yaml"))).path("version");
    JsonNode agent =
        Pod.of(document)
            .orElseThrow()
            .containers()
            .filter(container -> container.name().equals("probe-agent"))
            .findFirst()
            .orElseThrow()
            .spec();
    assertThat(agent.path("image").asText()).isEqualTo("probe-agent:" + version.asText());
    assertThat(agent.path("resources")).isEqualTo(values.path("resources"));
    assertThat(agent.path("securityContext")).isEqualTo(values.path("securityContext"));
  }
}

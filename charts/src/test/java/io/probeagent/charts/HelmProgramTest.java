package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Release;
import io.probeagent.charts.helm.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Helm that is installed, whichever it is, does the same as the one that the tests bring. */
final class HelmProgramTest {
  private static final Path CHART = Helm.copied("helm-program");

  @BeforeEach
  void helm() throws Exception {
    Program.assumeOnPath("helm");
    if (!Files.exists(CHART.resolve("charts"))) {
      Outcome outcome = Program.run(CHART, "helm", "dependency", "build");
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itRendersTheSame(Case one) throws Exception {
    Release release = one.release();
    Outcome outcome =
        Program.run(
            CHART,
            "helm",
            "template",
            release.name(),
            ".",
            "--namespace=" + release.namespace(),
            "--kube-version=" + release.kubernetes(),
            "--values=" + one.values());
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    List<JsonNode> theirs = Yaml.documents(outcome.output());
    List<JsonNode> ours = Helm.sampleApp().documents(release);
    assertThat(names(theirs)).isEqualTo(names(ours));
    assertThat(sorted(theirs)).isEqualTo(sorted(ours));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsLintFindsNothing(Case one) throws Exception {
    Outcome outcome =
        Program.run(CHART, "helm", "lint", ".", "--strict", "--quiet", "--values=" + one.values());
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  static Stream<Case> cases() {
    return Case.all().stream();
  }

  private static List<String> names(List<JsonNode> documents) {
    return documents.stream()
        .map(one -> one.path("kind").asText() + '/' + one.at("/metadata/name").asText())
        .sorted()
        .toList();
  }

  private static List<JsonNode> sorted(List<JsonNode> documents) {
    return documents.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }
}

package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Program;
import io.probeagent.charts.helm.Program.Said;
import io.probeagent.charts.helm.Release;
import io.probeagent.charts.helm.Yaml;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Helm that is installed, whichever it is, does the same as the one that the tests bring. */
final class HelmProgramTest {
  private static final Program HELM = new Program("helm");

  @BeforeAll
  static void helm() {
    assumeTrue(HELM.isInstalled(), "helm is not installed");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itRendersTheSame(Case one) throws Exception {
    Release release = one.release();
    Said said =
        HELM.run(
            Helm.sampleApp().chart(),
            List.of(
                "template",
                release.name(),
                ".",
                "--namespace=" + release.namespace(),
                "--kube-version=" + release.kubernetes(),
                "--values=" + one.values()));
    assertThat(said.exitCode()).as(said.text()).isZero();
    assertThat(sorted(Yaml.documents(said.text())))
        .isEqualTo(sorted(Helm.sampleApp().documents(release)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsLintFindsNothing(Case one) throws Exception {
    Said said =
        HELM.run(
            Helm.sampleApp().chart(),
            List.of("lint", ".", "--strict", "--quiet", "--values=" + one.values()));
    assertThat(said.exitCode()).as(said.text()).isZero();
  }

  static Stream<Case> cases() {
    return Case.all().stream();
  }

  private static List<JsonNode> sorted(List<JsonNode> documents) {
    return documents.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }
}

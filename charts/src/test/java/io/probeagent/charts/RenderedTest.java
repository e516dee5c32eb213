package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Kubernetes;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Release;
import io.probeagent.charts.helm.Yaml;
import io.probeagent.charts.review.Review;
import io.probeagent.charts.schema.Models;
import io.probeagent.charts.security.PodSecurity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case on every version: valid, restricted, and as a careful reviewer would have it. */
final class RenderedTest {
  @Test
  void noCaseIsMissing() {
    assertThat(Case.all())
        .extracting(Case::name)
        .contains("minimal", "native", "regular", "several-apps", "job", "everything");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyDocumentIsValid(Release release) {
    List<JsonNode> documents = Helm.sampleApp().documents(release);
    assertThat(documents).isNotEmpty();
    assertThat(documents.stream().flatMap(document -> Models.problems(document).stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyPodIsRestricted(Release release) {
    List<Pod> pods =
        Helm.sampleApp().documents(release).stream().flatMap(d -> Pod.of(d).stream()).toList();
    assertThat(pods).isNotEmpty();
    assertThat(pods.stream().flatMap(pod -> PodSecurity.violations(pod).stream())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aReviewerFindsNothing(Release release) {
    assertThat(Review.problems(Helm.sampleApp().documents(release))).isEmpty();
  }

  /** Among them: the last pod may be evicted, else a drain of its node would wait for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicaCount: 1",
        "replicaCount: 0",
        "autoscaling: {enabled: true, minReplicas: 1, maxReplicas: 1}",
        "podDisruptionBudget: {maxUnavailable: 50%}",
        "rollingUpdate: {maxSurge: 25%}",
        "serviceAccount: {create: false}",
        "serviceAccount: {name: other}",
        "servers: {a: {port: 8080, servicePort: 80}}, probe-agent: {apps: {a: {}}}",
        "probe-agent: {port: 10000, dir: /var/run/app}",
        "probe-agent: {controlToken: {existingSecret: token}, preStop: true}",
        "probe-agent: {preStop: true, probes: {liveness: {enabled: false}}}",
      })
  void aReviewerFindsNothingInWhatUsersSet(String values) {
    List<JsonNode> documents = Helm.sampleApp().documents(Release.PLAIN.with("{" + values + "}"));
    assertThat(Review.problems(documents)).isEmpty();
    assertThat(documents.stream().flatMap(document -> Models.problems(document).stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingChangesBetweenNativeSidecarsAndTheNewestKubernetes(Case one) {
    Release release = one.release();
    assertThat(Helm.sampleApp().template(release.on(Kubernetes.NATIVE)))
        .isEqualTo(Helm.sampleApp().template(release));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void renderingTwiceGivesTheSameBytes(Case one) {
    assertThat(Helm.sampleApp().template(one.release()))
        .isEqualTo(Helm.sampleApp().template(one.release()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lintFindsNothing(Case one) {
    LintResult result = linted(one);
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  /** Two renderings may agree by chance, for the clock or a cluster that is not there. */
  @Test
  void noTemplateAsksForChanceOrTimeOrTheCluster() throws Exception {
    for (String chart : List.of("probe-agent", "sample-app")) {
      try (Stream<Path> files = Files.walk(Folder.CHARTS.resolve(chart).resolve("templates"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContainPattern(
                  "[({|-] *(rand[A-Z]\\w+|uuidv4|now|ago|lookup|gen[A-Z]\\w+|htpasswd|bcrypt|shuffle)\\b");
        }
      }
    }
  }

  /** Lint takes no values, so the case's become the chart's. */
  private static LintResult linted(Case one) {
    return Helm.sampleApp()
        .withDefaults(one.name(), Yaml.document(Folder.read(one.values())))
        .lint();
  }

  static Stream<Release> releases() {
    return Case.releases();
  }

  static List<Case> cases() {
    return Case.all();
  }
}

package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Pod;
import io.probeagent.charts.helm.Release;
import io.probeagent.charts.review.Review;
import io.probeagent.charts.review.Selectors;
import io.probeagent.charts.schema.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two releases never meet, and no name is too long. */
final class NamesTest {
  // Helm refuses a release's name of 54 characters.
  private static final String LONGEST = "a".repeat(26) + "-" + "b".repeat(25) + "1";

  @ParameterizedTest
  @CsvSource({
    "shop, shop-2",
    "a, b",
    "sample-app, sample-app-2",
    "a, a-sample-app",
    "sample, sample-app",
  })
  void twoReleasesShareNothing(String one, String other) {
    areApart(Case.all(), release -> release.named(one), release -> release.named(other));
  }

  @Test
  void releasesThatDifferInTheirLastCharacterOnlyShareNothing() {
    String other = LONGEST.substring(0, 52) + "2";
    areApart(Case.all(), release -> release.named(LONGEST), release -> release.named(other));
  }

  @Test
  void releasesWithLongOverridesShareNothing() {
    String same = "x".repeat(80);
    areApart(
        Case.all(),
        release -> release.named("one").set("nameOverride", same),
        release -> release.named("two").set("nameOverride", same));
  }

  /** Names that YAML takes for something else than a text. */
  @ParameterizedTest
  @ValueSource(strings = {"007", "1e3", "0x1", "on", "null", "true", "12345", "2026-01-01"})
  void namesThatLookLikeNumbersStayTexts(String name) {
    List<JsonNode> documents =
        Helm.sampleApp().documents(everything().named(name).set("fullnameOverride", "shop"));
    assertThat(documents.stream().flatMap(document -> Models.problems(document).stream()))
        .isEmpty();
    assertThat(Review.problems(documents)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("longNames")
  void longNamesAreCutToWhatKubernetesTakes(Release release) {
    List<JsonNode> documents = Helm.sampleApp().documents(release);
    assertThat(Review.problems(documents)).isEmpty();
  }

  @Test
  void aReleaseSelectsItsOwnPods() {
    List<JsonNode> documents = Helm.sampleApp().documents(everything());
    assertThat(selected(documents, documents)).contains("Service → Deployment/shop-sample-app");
  }

  @Test
  void labelsOfTheUserAreOnEveryObjectAndPod() {
    Release release = everything().set("commonLabels.team", "shop");
    for (JsonNode document : Helm.sampleApp().documents(release)) {
      assertThat(document.at("/metadata/labels/team").asText()).isEqualTo("shop");
    }
  }

  /** Anything rendered for a namespace is for that of the release. */
  @Test
  void nothingIsPutIntoAnotherNamespace() {
    for (JsonNode document : Helm.sampleApp().documents(everything().in("apart"))) {
      assertThat(document.at("/metadata/namespace").asText("apart")).isEqualTo("apart");
    }
  }

  static Stream<Release> longNames() {

    return Case.all().stream()
        .map(Case::release)
        .flatMap(
            release ->
                Stream.of(
                    release.named(LONGEST),
                    release.named(LONGEST).set("nameOverride", "y".repeat(80)),
                    release.named(LONGEST).set("fullnameOverride", "z".repeat(62) + "-cut"),
                    // The cut must not leave a dash at the end.
                    release.set("fullnameOverride", "z".repeat(53) + "-".repeat(9) + "zz")));
  }

  private interface Change {
    Release of(Release release);
  }

  private static void areApart(List<Case> cases, Change first, Change second) {
    for (Case one : cases) {
      List<JsonNode> here = Helm.sampleApp().documents(first.of(one.release()));
      List<JsonNode> there = Helm.sampleApp().documents(second.of(one.release()));
      assertThat(names(here)).as(one.name()).doesNotContainAnyElementsOf(names(there));
      assertThat(selected(here, there)).as(one.name()).isEmpty();
      assertThat(selected(there, here)).as(one.name()).isEmpty();
    }
  }

  private static List<String> names(List<JsonNode> documents) {
    return documents.stream()
        .map(one -> one.path("kind").asText() + '/' + one.at("/metadata/name").asText())
        .toList();
  }

  private static List<String> selected(List<JsonNode> by, List<JsonNode> of) {
    List<String> selected = new ArrayList<>();
    for (JsonNode document : by) {
      for (JsonNode selector : Selectors.of(document)) {
        of.stream()
            .flatMap(other -> Pod.of(other).stream())
            .filter(pod -> Selectors.contains(pod.metadata().path("labels"), selector))
            .forEach(pod -> selected.add(document.path("kind").asText() + " → " + pod.name()));
      }
    }
    return selected;
  }

  private static Release everything() {
    return Case.named("everything").release();
  }
}

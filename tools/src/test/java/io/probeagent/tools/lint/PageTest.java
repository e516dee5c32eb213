package io.probeagent.tools.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.lint.Page.Example;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each rule says on its page what it says of the page's own examples. */
final class PageTest {
  @TestFactory
  Stream<DynamicTest> aRuleSaysWhatItsPageSays() {
    return Rules.all().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> examplesOf(rule)));
  }

  private static void examplesOf(Rule rule) throws Exception {
    List<Example> examples = Page.of(rule).examples();
    assertThat(examples.stream().filter(each -> !each.expected().isEmpty())).isNotEmpty();
    assertThat(examples.stream().filter(each -> each.expected().isEmpty())).isNotEmpty();
    for (Example example : examples) {
      assertThat(found(rule, example)).as(example.yaml()).isEqualTo(example.expected());
    }
  }

  private static List<String> found(Rule rule, Example example) throws Exception {
    return findings(rule, example).stream().map(PageTest::written).toList();
  }

  private static List<Finding> findings(Rule rule, Example example) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("example.yaml", example.yaml()));
    Optional<KubernetesVersion> version =
        example.version().map(text -> KubernetesVersion.parse(text).orElseThrow());
    return new Linter(Rules.all(), version, Duration.ofSeconds(example.longestRequest()))
        .lint(manifests).stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  @TestFactory
  Stream<DynamicTest> whatMendsItIsYaml() {
    return Rules.all().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> fixesOf(rule)));
  }

  private static void fixesOf(Rule rule) throws Exception {
    for (Example example : Page.of(rule).examples()) {
      for (Finding finding : findings(rule, example)) {
        Documents.read(new Source("fix of " + rule.id(), finding.fix()));
      }
    }
  }

  private static String written(Finding finding) {
    var at = finding.at().position();
    return at.line() + ":" + at.column() + " " + finding.what();
  }
}

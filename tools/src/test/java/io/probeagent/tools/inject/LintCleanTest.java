package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Linter;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lint finds nothing in what inject writes but what it found before. */
final class LintCleanTest {
  static List<Path> inputs() throws Exception {
    return GoldenTest.inputs().toList();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void injectAddsNoFinding(Path input) throws Exception {
    String text = Files.readString(input);
    String version = text.contains("1.28") ? "1.28" : "1.29";
    Path output = GoldenTest.golden(input);
    Set<String> before =
        found(text, version).stream().map(each -> each.rule().id()).collect(Collectors.toSet());
    assertThat(found(Files.readString(output), version))
        .filteredOn(finding -> !before.contains(finding.rule().id()))
        .extracting(finding -> finding.at() + " " + finding.rule().id() + " " + finding.what())
        .isEmpty();
  }

  private static List<Finding> found(String text, String version) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("x.yaml", text));
    return new Linter(Rules.all(), KubernetesVersion.parse(version).orElseThrow()).lint(manifests);
  }
}

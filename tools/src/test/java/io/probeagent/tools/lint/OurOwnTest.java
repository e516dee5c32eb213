package io.probeagent.tools.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that goes wrong is found in what we tell others to take: what the charts render, and what
 * docs show. What could be better is told of some, such as of nginx, which is root as it comes.
 */
final class OurOwnTest {
  private static final Path ROOT = Path.of("..");
  private static final Path GOLDEN = ROOT.resolve("charts/src/test/golden");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.sorted().toList()) {
        sources.add(new Source(String.valueOf(file.getFileName()), Files.readString(file)));
      }
    }
    sources.addAll(shown(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path page : files.filter(OurOwnTest::isPage).sorted().toList()) {
        sources.addAll(shown(page));
      }
    }
    return sources;
  }

  /** Those of the rules show what goes wrong. */
  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md") && !file.startsWith(ROOT.resolve("docs/lint"));
  }

  private static List<Source> shown(Path page) throws IOException {
    List<Source> shown = new ArrayList<>();
    Matcher block = YAML.matcher(Files.readString(page));
    for (int number = 1; block.find(); number++) {
      String yaml = block.group(1);
      if (yaml.contains("kind: ") && !yaml.contains("{{")) {
        shown.add(new Source(page.getFileName() + " " + number, yaml));
      }
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isClean(Source source) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(source);
    String version = source.name().endsWith("-on-1.28.yaml") ? "1.28" : "1.34";
    Linter linter = new Linter(Rules.all(), KubernetesVersion.parse(version).orElseThrow());

    assertThat(linter.lint(manifests))
        .filteredOn(found -> found.severity() != Severity.INFO)
        .extracting(OurOwnTest::written)
        .isEmpty();
  }

  private static String written(Finding found) {
    return found.at() + " " + found.rule().id() + ": " + found.what();
  }
}

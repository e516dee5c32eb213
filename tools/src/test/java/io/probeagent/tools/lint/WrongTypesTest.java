package io.probeagent.tools.lint;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever stands where something else is expected, no rule fails. */
final class WrongTypesTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "true",
          "-1",
          "0",
          "99999999999999999999",
          "\"\"",
          "\"50%\"",
          "x",
          "[[]]",
          "[null]",
          "[{}]",
          "{a: {b: c}}",
          "1.5",
          "\"-7%\"",
          "!!str 3",
          "[1, x]");

  @Test
  void noRuleFailsOverExamplesWithAnyValueAnywhere() {
    Random random = new Random(20261124);
    List<String> examples =
        Rules.all().stream()
            .flatMap(rule -> Page.of(rule).examples().stream())
            .map(Page.Example::yaml)
            .toList();
    for (String example : examples) {
      for (int i = 0; i < 60; i++) {
        String wrong = spoiled(example, random);
        assertThatCode(() -> lint(wrong)).as(wrong).doesNotThrowAnyException();
      }
    }
  }

  /** One or two of its values are replaced, in a block or within braces. */
  private static String spoiled(String yaml, Random random) {
    String text = yaml;
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      List<int[]> places = new ArrayList<>();
      var matcher =
          java.util.regex.Pattern.compile(
                  "(?<=: )(\\{[^{}]*\\}|\\[[^\\[\\]]*\\]|[^ ,{}\\[\\]\\n]+)|(?<=:)\\n(?= )")
              .matcher(text);
      while (matcher.find()) {
        places.add(new int[] {matcher.start(), matcher.end()});
      }
      if (places.isEmpty()) {
        return text;
      }
      int[] place = places.get(random.nextInt(places.size()));
      text =
          text.substring(0, place[0])
              + " "
              + VALUES.get(random.nextInt(VALUES.size()))
              + text.substring(place[1]);
    }
    return text;
  }

  private static void lint(String yaml) {
    Manifests manifests = new Manifests();
    try {
      manifests.add(new Source("spoiled.yaml", yaml));
    } catch (YamlProblem e) {
      return; // no YAML any more, which is said
    }
    Stream.of("1.28", "1.33")
        .map(version -> KubernetesVersion.parse(version).orElseThrow())
        .forEach(
            version ->
                new Linter(Rules.all(), version)
                    .lint(manifests)
                    .forEach(finding -> finding.at().position()));
    Notes.of(manifests);
  }
}

package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/sd_notify.md, against a real socket. */
@Timeout(60)
final class ConformanceTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_-]+)` \\|");

  /** What one sentence of the manual comes to. */
  record Rule(String id, Check check) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** Shows it, in a folder of its own. */
  @FunctionalInterface
  interface Check {
    void in(Path dir) throws Exception;
  }

  /** Shows it on an app of which nothing is known yet. */
  @FunctionalInterface
  interface Story {
    void of(NotifySite app) throws Exception;
  }

  static Rule rule(String id, Story story) {
    return with(id, story, new String[0]);
  }

  static Rule with(String id, Story story, String... settings) {
    return new Rule(
        id,
        dir -> {
          try (NotifySite app = new NotifySite(dir, settings)) {
            story.of(app);
          }
        });
  }

  static Stream<Rule> rules() {
    return Stream.of(
            DescriptionRules.all(), StateRules.all(), DescriptorRules.all(), OtherRules.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(Rule rule, @TempDir Path dir) throws Exception {
    rule.check().in(dir);
  }

  @Test
  void theRowsOfThePageAreTheseRules() throws Exception {
    String page = Files.readString(Path.of("../docs/sd_notify.md"));
    List<String> rows = ROW.matcher(page).results().map((MatchResult m) -> m.group(1)).toList();

    assertThat(rows).doesNotHaveDuplicates();
    assertThat(rules().map(Rule::id)).containsExactlyElementsOf(rows);
  }
}

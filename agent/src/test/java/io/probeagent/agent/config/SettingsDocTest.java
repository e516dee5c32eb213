package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in the documentation is the list in the code. */
final class SettingsDocTest {
  private static final Path DOC = Path.of("..", "docs", "settings.md");

  @Test
  void everySettingHasItsRowAndNothingElseHas() throws IOException {
    String[] rows = Stream.of(Setting.values()).map(SettingsDocTest::row).toArray(String[]::new);

    assertThat(Files.readAllLines(DOC).stream().filter(line -> line.startsWith("| `PROBE_")))
        .containsExactly(rows);
  }

  private static String row(Setting setting) {
    String fallback = setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`";
    return "| `%s` | `%s` | %s | %s | %s | %s |"
        .formatted(
            setting.variable(),
            setting.flag(),
            setting.help(),
            setting.expected(),
            fallback,
            setting.isPerApp() ? "yes" : "");
  }
}

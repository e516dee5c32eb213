package io.probeagent.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings are those of docs/settings.md, which the agent's own tests hold to the agent. */
final class SettingTest {
  @Test
  void theTableIsTheAgents() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "settings.md")).stream()
            .filter(line -> line.startsWith("| `PROBE_"))
            .map(line -> line.split(" \\| ?", -1))
            .map(
                cells ->
                    "%s, %s, %s"
                        .formatted(
                            cells[0].substring(2), cells[3], cells[5].replace("|", "").strip()))
            .toList();
    assertThat(
            Arrays.stream(Setting.values())
                .map(
                    each ->
                        "`%s`, %s, %s"
                            .formatted(
                                each.variable(), each.expected(), each.isPerApp() ? "yes" : "")))
        .isEqualTo(documented);
  }

  @Test
  void everyDefaultIsTaken() throws Exception {
    for (String line : Files.readAllLines(Path.of("..", "docs", "settings.md"))) {
      if (line.startsWith("| `PROBE_")) {
        String[] cells = line.split(" \\| ?", -1);
        String value = cells[4].equals("none") ? "" : cells[4].replace("`", "");
        Setting setting = Setting.of(cells[0].replaceAll("[`| ]", ""), List.of()).orElseThrow();
        assertThat(setting.takes(value) || value.isEmpty()).as(line).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DRAIN_DELAY, 1h, 61m",
    "DRAIN_DELAY, 500ms, 5",
    "POLL, 100ms, 99ms",
    "LISTEN, '[::1]:9810', 9810",
    "APPS, 'web, worker', Web",
    "APP_PORTS, '80,443', http",
    "APP_PORTS, '443?,80', 443?",
    "APP_PORTS, '80,443?', 443?",
    "SOCKET_MODE, 0660, 0999",
    "MAX_CONNECTIONS, 16, 15",
    "FILE_MAX_AGE, off, no",
    "CONTROL_TOKEN, 0123456789abcdef, 0123456789abcde",
    "CONTROL_UIDS, '0,1000', root",
    "EXIT_WITH_APP, true, yes"
  })
  void aValueIsTakenOrNot(Setting setting, String good, String bad) {
    assertThat(setting.takes(good)).isTrue();
    assertThat(setting.takes(bad)).isFalse();
  }
}

package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The settings that are known here are those that the agent's own page has. */
final class AgentSettingsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `PROBE_([A-Z_]+)` \\|.*\\| (yes)? *\\|$");

  @Test
  void theyAreThoseOfThePage() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "settings.md"));
    Set<String> all = new TreeSet<>(AgentSettings.OF_ALL);
    all.addAll(AgentSettings.OF_APPS);
    all.addAll(AgentSettings.FOLLOW.keySet());
    assertThat(all).isEqualTo(names(page, false));
    assertThat(new TreeSet<>(AgentSettings.OF_APPS)).isEqualTo(names(page, true));
  }

  private static Set<String> names(String page, boolean ofApps) {
    return ROW.matcher(page)
        .results()
        .filter(row -> !ofApps || row.group(2) != null)
        .map((MatchResult row) -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

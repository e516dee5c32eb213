package io.probeagent.charts.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Yaml;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The library knows the settings of docs/settings.md, all of them and no others. */
final class SettingsPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `PROBE_([A-Z_]+)` \\|.*\\| (yes)? ?\\|$");
  private static final Pattern KNOWN =
      Pattern.compile("(?s)define \"probe-agent.settings.known\" -}}(.*?)\\{\\{- end");

  @Test
  void theLibraryKnowsEverySetting() {
    assertThat(known()).isEqualTo(documented());
  }

  /** From the settings' names, in camel case, to whether each exists per app. */
  private static Map<String, Boolean> documented() {
    String page = Folder.read(Folder.CHARTS.resolve("../docs/settings.md"));
    Map<String, Boolean> settings = new TreeMap<>();
    ROW.matcher(page)
        .results()
        .forEach(row -> settings.put(camel(row.group(1)), row.group(2) != null));
    return settings;
  }

  private static Map<String, Boolean> known() {
    String template = Folder.read(Folder.CHARTS.resolve("probe-agent/templates/_settings.tpl"));
    MatchResult found = KNOWN.matcher(template).results().findFirst().orElseThrow();
    Map<String, Boolean> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : Yaml.document(found.group(1)).properties()) {
      // What the readiness probe says, each app says for itself.
      boolean perApp = one.getKey().equals("readinessThreshold");
      settings.put(one.getKey(), perApp || one.getValue().path("perApp").asBoolean());
    }
    return settings;
  }

  private static String camel(String name) {
    String joined =
        Arrays.stream(name.split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining());
    return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
  }
}

package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every value is documented where it is defined, and the READMEs say the same. {@code mvn -pl
 * charts -am verify -Dreadme.renew} writes their tables anew.
 */
final class ReadmeTest {
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- values: made from values.yaml -->\n)(.*?)(<!-- /values -->)");

  @ParameterizedTest
  @ValueSource(strings = {"probe-agent", "sample-app"})
  void theTableIsThatOfTheValues(String chart) {
    Path readme = Folder.CHARTS.resolve(chart).resolve("README.md");
    String table = table(chart);
    Matcher place = TABLE.matcher(Folder.read(readme));
    assertThat(place.find()).as(readme + " has a place for the table").isTrue();
    if (Boolean.getBoolean("readme.renew")) {
      Folder.write(
          readme, place.replaceFirst("$1" + Matcher.quoteReplacement("\n" + table + "\n") + "$3"));
    } else {
      assertThat(place.group(2).strip()).as("renewed by -Dreadme.renew").isEqualTo(table.strip());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe-agent", "sample-app"})
  void everyValueIsDocumented(String chart) {
    ValuesFile values = ValuesFile.of(chart);
    assertThat(values.documented()).isNotEmpty();
    assertThat(values.undocumented()).isEmpty();
  }

  private static String table(String chart) {
    StringBuilder table = new StringBuilder("| value | what | default |\n|---|---|---|\n");
    ValuesFile values = ValuesFile.of(chart);
    values
        .documented()
        .forEach(
            (path, what) ->
                table.append(
                    "| `%s` | %s | `%s` |\n"
                        .formatted(path, what.replace("|", "\\|"), shown(values.at(path)))));
    return table.toString();
  }

  /** As one would write it: strings of flow YAML without the quotes that they do not need. */
  private static String shown(JsonNode value) {
    String json = value.toString();
    return Pattern.compile("\"([A-Za-z][\\w./-]*)\"(?!\\w)")
        .matcher(json)
        .replaceAll("$1")
        .replace(":", ": ")
        .replace(",", ", ")
        .replace(":  ", ": ");
  }
}

package io.probeagent.charts.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Yaml;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard fits any Grafana: nothing in it is of the one where it was made. */
final class DashboardTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
  private static final Set<String> GRAFANAS_OWN =
      Set.of("__rate_interval", "__interval", "__range", "__all");

  private final JsonNode dashboard = Monitoring.dashboard();

  @Test
  void itIsJson() throws Exception {
    String file = Folder.read(Folder.CHARTS.resolve("sample-app/files/dashboard.json"));
    assertThat(new ObjectMapper().readTree(file)).isEqualTo(dashboard);
  }

  @Test
  void everyExpressionParses() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ArrayNode rules = json.createArrayNode();
    for (String expression : Expressions.ofDashboard()) {
      ObjectNode rule = rules.addObject();
      rule.put("record", "panel:" + rules.size());
      rule.put("expr", expression.replace("$__rate_interval", "1m").replace("$", ""));
    }
    assertThat(rules).isNotEmpty();
    ObjectNode file = json.createObjectNode();
    file.putArray("groups").addObject().put("name", "panels").set("rules", rules);
    Path work = Folder.CHARTS.resolve("target/dashboard");
    Folder.write(work.resolve("panels.yaml"), file.toPrettyString());
    Outcome outcome = Promtool.run(work, "check", "rules", "panels.yaml");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @Test
  void everySourceIsChosenByTheUser() {
    assertThat(Yaml.each(dashboard.at("/templating/list")))
        .anyMatch(variable -> variable.path("type").asText().equals("datasource"));
    List<JsonNode> sources = dashboard.findValues("datasource");
    assertThat(sources).isNotEmpty();
    assertThat(sources).allMatch(source -> source.path("uid").asText().equals("${datasource}"));
  }

  @Test
  void nothingHasAFixedId() {
    assertThat(dashboard.hasNonNull("id")).isFalse();
    assertThat(dashboard.hasNonNull("uid")).isFalse();
    assertThat(Yaml.each(dashboard.path("panels"))).noneMatch(panel -> panel.hasNonNull("id"));
  }

  @Test
  void everyVariableIsThere() {
    Set<String> known =
        Yaml.each(dashboard.at("/templating/list"))
            .map(variable -> variable.path("name").asText())
            .collect(Collectors.toCollection(HashSet::new));
    known.addAll(GRAFANAS_OWN);
    for (MatchResult used : VARIABLE.matcher(dashboard.toString()).results().toList()) {
      assertThat(known).contains(used.group(1));
    }
  }

  @Test
  void panelsAreExplainedAndLieBesideEachOther() {
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("description").asText()).as(panel.path("title").asText()).isNotBlank();
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").asInt() + place.path("w").asInt();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = place.path("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = x + "," + (place.path("y").asInt() + y);
          assertThat(taken.add(cell)).as(panel.path("title") + " at " + cell).isTrue();
        }
      }
    }
  }
}

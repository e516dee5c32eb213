package io.probeagent.charts.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.Program.Outcome;
import io.probeagent.charts.helm.Folder;
import io.probeagent.charts.helm.Yaml;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each alert fires when it should, and just not when it should not. */
final class AlertsTest {
  private static final Path WORK = Folder.CHARTS.resolve("target/alerts");
  private static final Path CASES = Folder.CHARTS.resolve("src/test/alerts");

  @BeforeAll
  static void rendered() {
    Folder.copy(CASES, WORK);
    // Prometheus reads of the resource what stands below spec.
    Folder.write(WORK.resolve("rules.yaml"), Monitoring.rule().path("spec").toPrettyString());
  }

  @Test
  void theRulesAreRules() throws Exception {
    Outcome outcome =
        Promtool.run(WORK, "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @Test
  void theyFireAndJustDoNot() throws Exception {
    Outcome outcome = Promtool.run(WORK, "test", "rules", "alerts.yaml");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  /** A test that expects what is wrong has to fail: else the tool was not asked. */
  @Test
  void theToolFailsWhereAnAlertDoesNotFire() throws Exception {
    String wrong = Folder.read(CASES.resolve("alerts.yaml")).replace("pod: shop-1", "pod: shop-2");
    Folder.write(WORK.resolve("wrong.yaml"), wrong);
    Outcome outcome = Promtool.run(WORK, "test", "rules", "wrong.yaml");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void everyAlertHasACaseWhereItFiresAndOneWhereItDoesNot() {
    Map<String, Set<Boolean>> tried = new TreeMap<>();
    for (JsonNode one : Yaml.document(Folder.read(CASES.resolve("alerts.yaml"))).path("tests")) {
      for (JsonNode test : one.path("alert_rule_test")) {
        tried
            .computeIfAbsent(test.path("alertname").asText(), name -> new TreeSet<>())
            .add(!test.path("exp_alerts").isEmpty());
      }
    }
    Set<String> alerts = new TreeSet<>();
    Monitoring.alerts().forEach(alert -> alerts.add(alert.path("alert").asText()));
    assertThat(tried.keySet()).isEqualTo(alerts);
    assertThat(tried).allSatisfy((name, cases) -> assertThat(cases).hasSize(2));
  }

  @Test
  void everyAlertSaysWhatItMeansAndWhatToDo() {
    assertThat(Monitoring.alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(alert.at("/annotations/summary").asText()).contains("{{ $labels.pod }}");
              assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            });
  }
}

package io.probeagent.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Linter;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SARIF 2.1.0 asks for, and what makes code scanning show a finding at its place. */
final class SarifReportTest {
  /** What GitHub shows of a description; it names no address of a tool or a rule that it needs. */
  private static final int SHOWN = 1024;

  private static final String POD =
      """
      # ä😀
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: "w😀b"
          image: nginx:1.27
          livenessProbe: {httpGet: {path: "/😀", port: htpp}, periodSeconds: 1, timeoutSeconds: 2}
          readinessProbe: {httpGet: {path: "/😀", port: htpp}}
      """;

  @Test
  void theFormIsThatOfTheStandard() throws Exception {
    JsonNode log = sarif("pod.yaml");
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    assertThat(log.path("runs")).hasSize(1);
    JsonNode driver = log.at("/runs/0/tool/driver");
    assertThat(driver.path("name").asText()).isEqualTo("probe-tools");
    assertThat(driver.path("version").asText()).isEqualTo("1.2.3");
    assertThat(driver.path("rules")).hasSameSizeAs(Rules.all());
    for (JsonNode rule : driver.path("rules")) {
      assertThat(rule.at("/shortDescription/text").asText()).isNotBlank().hasSizeLessThan(SHOWN);
      assertThat(rule.at("/fullDescription/text").asText()).isNotBlank().hasSizeLessThan(SHOWN);
      assertThat(rule.at("/help/text").asText()).contains("Source: ");
      assertThat(rule.at("/help/markdown").asText()).contains("## Fires");
      assertThat(rule.at("/defaultConfiguration/level").asText()).isIn("error", "warning", "note");
    }
    for (JsonNode result : log.at("/runs/0/results")) {
      assertThat(driver.path("rules").path(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(result.path("locations")).hasSize(1);
    }
  }

  @Test
  void aRegionIsExactlyTheField() throws Exception {
    JsonNode log = sarif("pod.yaml");
    assertThat(log.at("/runs/0/columnKind").asText()).isEqualTo("unicodeCodePoints");
    List<String> regions =
        log.at("/runs/0/results").findValues("region").stream()
            .map(SarifReportTest::textOf)
            .toList();
    assertThat(regions).contains("port: htpp", "timeoutSeconds: 2").doesNotContain("");
  }

  @Test
  void aPathIsAnAddress() throws Exception {
    assertThat(uri("a b/ä:%.yaml")).isEqualTo("a%20b/%C3%A4:%25.yaml");
    assertThat(uri("/tmp/a.yaml")).isEqualTo("file:///tmp/a.yaml");
    assertThat(uri("-")).isEqualTo("stdin");
  }

  @Test
  void annotationsOfGithubAreEscaped() throws Exception {
    String text = new GithubReport().of(lint("a,b:c%.yaml"));
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(line).contains("file=a%2Cb%3Ac%25.yaml,line="))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("::notice ")
                    .contains("title=timeout-above-period::Pod/web: ")
                    .endsWith("%0A%0AtimeoutSeconds: 1%0A# or periodSeconds: 2"));
  }

  private static String uri(String file) throws Exception {
    return sarif(file)
        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
        .asText();
  }

  private static JsonNode sarif(String file) throws Exception {
    return new ObjectMapper().readTree(new SarifReport("1.2.3", Rules.all()).of(lint(file)));
  }

  private static List<Finding> lint(String file) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source(file, POD));
    return new Linter(Rules.all(), KubernetesVersion.ASSUMED).lint(manifests);
  }

  private static String textOf(JsonNode region) {
    assertThat(region.path("startLine")).isEqualTo(region.path("endLine"));
    int[] line = new Source("", POD).line(region.path("startLine").asInt()).codePoints().toArray();
    int start = region.path("startColumn").asInt() - 1;
    return new String(line, start, region.path("endColumn").asInt() - 1 - start);
  }
}

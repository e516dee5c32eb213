package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.lint.Page;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows of lint is what it prints. */
final class LintDocTest {
  private static final String EXAMPLE = "docs/lint/example.yaml";

  @Test
  void thePageShowsWhatIsPrinted() throws Exception {
    Doc page = Doc.of("docs/lint.md");
    String json = lint("json");
    String first = json.substring(0, json.indexOf("  }, {"));
    String made = Doc.with(page.text(), "text", 0, lint("text"));
    made = Doc.with(made, "text", 1, lint("github"));
    page.is(Doc.with(made, "json", 0, first));
    assertThat(made).contains(" lint " + EXAMPLE + "\n");
  }

  @Test
  void theSettingsAndTheCommentWork(@TempDir Path folder) throws Exception {
    String[] blocks = Doc.of("docs/lint.md").text().split("```yaml\n", 3);
    Path config = Files.writeString(folder.resolve("config.yaml"), blocks[1].split("```", 2)[0]);
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - name: web
            image: nginx:1.27
            livenessProbe:
              httpGet: {path: /, port: 80}
        """;
    String comment = blocks[2].split("```", 2)[0];
    String bare = comment.substring(0, comment.indexOf('#'));
    assertThat(Ran.of(pod + "      " + bare + "\n", "lint", "-", "--config", "" + config).out())
        .contains("timeout-above-period");
    Ran silenced = Ran.of(pod + "      " + comment, "lint", "-", "--config", "" + config);
    assertThat(silenced.out()).doesNotContain("timeout-above-period", "silence");
    assertThat(silenced.code()).isZero();
  }

  @Test
  void theReadmeShowsAFindingOfThat() throws Exception {
    String readme = Doc.of("README.md").text();
    String shown = readme.split(" lint " + EXAMPLE + "\n```\n\n```text\n", 2)[1].split("```", 2)[0];
    assertThat(lint("text")).contains(shown);
  }

  @Test
  void thePagesOfAllRulesAreThoseOfTheCommand() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # The rules of `probe-tools lint`

            Made from the pages that `probe-tools lint --explain RULE` prints, whose examples a test runs: what is quoted is what the rule says
            of the YAML above it, `line:column text`.

            | rule | severity | what |
            |---|---|---|
            """);
    for (Rule rule : Rules.all()) {
      text.append(
          "| [%s](#%s) | %s | %s |\n"
              .formatted(rule.id(), rule.id(), rule.severity(), Page.of(rule).title()));
    }
    for (Rule rule : Rules.all()) {
      String page = Page.of(rule).text();
      String body = page.substring(page.indexOf('\n') + 1).replace("\n## ", "\n### ");
      text.append(
          "\n## %s\n\n%s (%s)\n%s"
              .formatted(rule.id(), Page.of(rule).title(), rule.severity(), body));
    }
    Doc.of("docs/lint/rules.md").is(text.toString());
  }

  private static String lint(String format) {
    Ran ran = Ran.of("", "lint", "../" + EXAMPLE, "--format", format, "--color", "never");
    assertThat(ran.code()).isEqualTo(1);
    return ran.out().replace("../docs", "docs");
  }
}

package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Findings in what Helm rendered name the template. */
final class TemplateTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec: {terminationGracePeriodSeconds: 0, containers: [{name: web, image: web:1}]}
      """;

  private static final String RENDERED =
      "---\n# Source: shop/templates/web.yaml\n\n# The web.\n"
          + POD.formatted("web")
          + "---\n"
          + POD.formatted("db");

  @Test
  void theTemplateIsNamedWhereHelmNamesIt() {
    assertThat(Ran.of(RENDERED, "lint", "-", "--color", "never").out())
        .contains("stdin:8:8: error grace-period-zero (Pod/web of shop/templates/web.yaml)\n")
        .contains("grace-period-zero (Pod/db)\n");
    assertThat(Ran.of(RENDERED, "lint", "-", "--format", "json").out())
        .contains("\"template\" : \"shop/templates/web.yaml\"")
        .contains("\"template\" : \"\"");
    assertThat(Ran.of(RENDERED, "lint", "-", "--format", "sarif").out())
        .contains("\"uri\" : \"stdin\"");
  }
}

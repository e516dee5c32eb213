package io.probeagent.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the reader is as strict as the tests of the page rely on. */
class TextFormatTest {
  private static final String HEAD = "# HELP a_total What.\n# TYPE a_total counter\n";

  @Test
  void aWellFormedPageIsRead() {
    TextFormat page = TextFormat.prometheus(HEAD + "a_total{x=\"1\",y=\"\\\"\"} 2.0\na_total 3\n");

    assertThat(page.value("a_total{x=\"1\",y=\"\\\"\"}")).isEqualTo("2.0");
    assertThat(page.types()).containsExactly("a_total counter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a_total 1",
        "b_total 1\n",
        "a_total\n",
        "a_total x\n",
        "a_total 1 2\n",
        "a_total  1\n",
        "a_total{} 1\n",
        "a_total{x=1} 1\n",
        "a_total{x=\"a\"b\"} 1\n",
        "a_total{x=\"a\\b\"} 1\n",
        "a-total 1\n",
        "a_total 1\na_total 2\n",
        "a_total 1\n\n",
        "a_total 1\n" + HEAD + "a_total{x=\"1\"} 1\n",
        "# TYPE b gauge\n",
        "a_total 1\n# HELP b What.\nb 1\n",
        "a_total 1\n# HELP b What.\n# TYPE b thing\nb 1\n",
        "a_total 1\n# HELP b What.\n# TYPE b counter\nb 1\n",
        "a_total 1\n# EOF\n",
      })
  void anythingElseIsRefused(String rest) {
    assertThatThrownBy(() -> TextFormat.prometheus(HEAD + rest)).isInstanceOf(AssertionError.class);
  }

  @Test
  void openMetricsEndsWithItsMark() {
    String page = "# TYPE a counter\n# HELP a What.\na_total 1.0\n";

    assertThat(TextFormat.openMetrics(page + "# EOF\n").value("a_total")).isEqualTo("1.0");
    assertThatThrownBy(() -> TextFormat.openMetrics(page)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> TextFormat.openMetrics(page + "# EOF\n# EOF\n"))
        .isInstanceOf(AssertionError.class);
  }
}

package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.lint.Page;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LintCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: nginx:1.27
          livenessProbe: {httpGet: {path: /, port: htpp}}
      """;

  @Test
  void theLineTheCaretAndTheFixAreShown() {
    assertThat(text(POD))
        .contains(
            """
            stdin:8:40: error port-name-unknown (Pod/web)
              8 |     livenessProbe: {httpGet: {path: /, port: htpp}}
                |                                        ^^^^^^^^^^
              livenessProbe of container web asks port "htpp": no container of the pod declares it, \
            and kubelet looks in web alone, so it fails, and web is restarted after 3 × 10 s
              fix:
                port: 8080   # where it listens
            """);
  }

  @Test
  void countsAndExitCodeTellHowBadItIs() {
    Ran ran = Ran.of(POD, "lint", "-");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).matches("probe-tools: 1 error, \\d+ warnings?, \\d+ info, 1 workload\n");
    String better = POD.replace("port: htpp", "port: 80, host: a");
    String slow = better.replace("}}\n", "}, timeoutSeconds: 20}\n");
    assertThat(Ran.of(slow, "lint", "-", "--fail-on", "error").code()).isZero();
    assertThat(Ran.of(slow, "lint", "-", "--fail-on", "info").code()).isEqualTo(1);
  }

  @Test
  void coloursAreForThoseWhoWantThem() {
    assertThat(Ran.of(POD, "lint", "-", "--color", "always").out())
        .startsWith("stdin:8:40: \u001b[1;31merror\u001b[0m ");
    assertThat(text(POD)).doesNotContain("\u001b");
  }

  @Test
  void whatCouldSteerATerminalIsNotPrinted() {
    String evil =
        POD.replace("port: htpp", "port: \"h\\e[2Jt\\u202Ep\\r\"")
            .replace("{name: web}", "{name: \"w\\eb\"}");
    assertThat(text(evil)).contains("(Pod/w\uFFFDb)").doesNotContain("\u001b", "\u202e", "\r");
  }

  @Test
  void ofALongLineOnlyThePlaceIsShown() {
    String json = POD.replace("path: /,", "path: /%s,".formatted("x".repeat(10_000)));
    String shown = text(json).lines().skip(1).findFirst().orElse("");
    assertThat(shown).hasSizeLessThan(200).contains("port: htpp").contains("…");
    String carets = text(json).lines().skip(2).findFirst().orElse("");
    assertThat(shown.substring(carets.indexOf('^'), carets.lastIndexOf('^') + 1))
        .isEqualTo("port: htpp");
  }

  @Test
  void whatTwoShareByAnAnchorIsSaidOnce() {
    String two =
        POD.replace("livenessProbe: {", "livenessProbe: &p {")
            + """
              - name: web
                image: nginx:1.27
                livenessProbe: *p
            """;
    assertThat(text(two)).containsOnlyOnce("port-name-unknown");
  }

  @Test
  void aRuleIsExplained() {
    for (Rule rule : Rules.all()) {
      assertThat(Ran.of("", "lint", "--explain", rule.id()).out()).isEqualTo(Page.of(rule).text());
      assertThat(Ran.of("", "lint", "--list-rules").out()).contains(rule.id() + " ");
    }
    assertThat(Ran.of("", "lint", "--explain", "port-name-unknwn").problem())
        .isEqualTo(
            "2 probe-tools: --explain port-name-unknwn: no such rule (did you mean port-name-unknown?)\n");
    assertThat(Ran.of("", "lint", "--explain", "zzz").problem())
        .isEqualTo("2 probe-tools: --explain zzz: no such rule (--list-rules prints them)\n");
  }

  @Test
  void wrongUsageIsToldInALine() {
    assertThat(Ran.of("", "lint", "-", "--longest-request", "20").problem())
        .isEqualTo(
            "2 probe-tools: --longest-request 20: no time (expected: such as 500ms, 15s or 2m)\n");
    assertThat(Ran.of("", "lint", "-", "--format", "xml").problem())
        .startsWith("2 probe-tools: ")
        .contains("xml");
    assertThat(Ran.of("a: [", "lint", "-").problem()).startsWith("2 probe-tools: -:1:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lint", "inject", "uninject", "plan"})
  void whoGivesNoFileIsTold(String command) {
    assertThat(Ran.of("", command).problem())
        .isEqualTo("2 probe-tools: nothing to read (expected: files, folders or -)\n");
  }

  private static String text(String yaml) {
    return Ran.of(yaml, "lint", "-", "--color", "never").out();
  }
}

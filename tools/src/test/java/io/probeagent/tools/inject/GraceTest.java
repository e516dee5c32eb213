package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.cli.Ran;
import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Linter;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.lint.Severity;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What inject makes of the time that a pod has for its end. */
final class GraceTest {
  private static final String TOKEN = "0123456789abcdef";

  private static String pod(long grace, String hook) {
    String lifecycle = hook.isEmpty() ? "" : ", lifecycle: {preStop: " + hook + "}";
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          terminationGracePeriodSeconds: %d
          containers:
          - {name: web, image: web:1, ports: [{containerPort: 80}]%s}
        """
        .formatted(grace, lifecycle);
  }

  /**
   * Whatever the time: either it says that it cannot, or lint finds no fault that was not there.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{sleep: {seconds: 1}}",
        "{sleep: {seconds: 4}}",
        "{sleep: {seconds: 5}}",
        "{exec: {command: [sleep, '20']}}",
        "{exec: {command: [sh, -c, sleep 12; stop]}}",
        "{httpGet: {path: /stop, port: 80}}"
      })
  void lintFindsNoFaultInWhatIsInjected(String hook) throws Exception {
    List<String> wrong = new ArrayList<>();
    int injected = 0;
    for (long grace = 1; grace <= 60; grace++) {
      for (boolean token : new boolean[] {false, true}) {
        String pod = pod(grace, hook);
        Ran ran = token ? Ran.of(pod, "inject", "--token", TOKEN, "-") : Ran.of(pod, "inject", "-");
        if (ran.code() == 3) {
          assertThat(ran.err()).contains("grace-too-short");
          assertThat(grace).as(ran.err()).isLessThan(10);
          continue;
        }
        injected++;
        boolean fault = ran.err().contains("pre-stop-too-long");
        assertThat(fault).as(grace + " " + hook).isEqualTo(grace >= 6 && !errors(pod).isEmpty());
        if (!fault) {
          errors(ran.out()).forEach(error -> wrong.add(error + "\n" + ran.err()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(injected).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16 |                | 5s |
          15 |                | 4s | 15: preStop /drain without a token 4s + drain delay 4s + to end 5s = 13s, which leaves 2s for the longest request; a proxy that learns later still sends requests, which fail (30 has room for 5s and a request of 15s)
          10 |                | 2s | which leaves 1s for the longest request
          7  |                | 1s | which leaves 0s for the longest request
          11 | --token        | 5s |
          10 | --token        | 4s | 10: drain delay 4s + to end 5s = 9s, which leaves 1s
          6  | --token        | 1s | which leaves 0s
          30 | --set=PROBE_DRAIN_TIMEOUT=3s | 3s | which leaves 19s
          """)
  void theDelayIsTheLongestThatFits(long grace, String flag, String delay, String said) {
    Ran ran =
        flag == null
            ? Ran.of(pod(grace, ""), "inject", "-")
            : flag.equals("--token")
                ? Ran.of(pod(grace, ""), "inject", "--token", TOKEN, "-")
                : Ran.of(pod(grace, ""), "inject", flag, "-");
    assertThat(ran.code()).as(ran.err()).isZero();
    if (said == null) {
      assertThat(ran.out()).doesNotContain("PROBE_DRAIN_DELAY");
      assertThat(ran.err()).doesNotContain("drain-delay-shortened").contains("grace-tight");
    } else {
      assertThat(ran.out()).containsPattern("PROBE_DRAIN_DELAY\\s+value: " + delay);
      assertThat(ran.err())
          .contains("  warning: drain-delay-shortened: PROBE_DRAIN_DELAY is " + delay + ", since")
          .contains(said)
          .endsWith("1 injected, 0 skipped, 1 warning\n");
      String again =
          flag != null && flag.equals("--token")
              ? Ran.of(ran.out(), "inject", "--token", TOKEN, "-").out()
              : Ran.of(
                      ran.out(),
                      flag == null ? "inject -".split(" ") : new String[] {"inject", flag, "-"})
                  .out();
      assertThat(again).isEqualTo(ran.out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          14 | 5s  |         | 5s does not fit in terminationGracePeriodSeconds 14: preStop /drain without a token 5s + drain delay 5s + to end 5s = 15s (expected: at least 15, or a shorter drain-delay)
          30 | 20s |         | 20s does not fit in terminationGracePeriodSeconds 30: preStop /drain without a token 20s + drain delay 20s + to end 5s = 45s (expected: at least 45, or a shorter drain-delay)
          30 | 21s | --token | 21s does not fit in terminationGracePeriodSeconds 30: the agent drains for 20s at most (expected: at least 31, or a shorter drain-delay)
          6  |     |         | 1s does not fit in terminationGracePeriodSeconds 6: preStop /drain without a token 1s + drain delay 1s + to end 5s = 7s (expected: at least 7)
          """)
  void whatDoesNotFitIsLeftWithTheSum(long grace, String delay, String token, String said) {
    List<String> arguments = new ArrayList<>(List.of("inject", "-"));
    if (delay != null) {
      arguments.addAll(List.of("--drain-delay", delay));
    }
    if (token != null) {
      arguments.addAll(List.of(token, TOKEN));
    }
    Ran ran = Ran.of(pod(grace, ""), arguments.toArray(String[]::new));
    assertThat(ran.problem())
        .startsWith("3 skipped Pod/web (-:1): grace-too-short: a drain delay of " + said + "\n");
  }

  /** SIGTERM waits for the hook that stays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sleep 5       |
          sleep 6       | grace-tight: terminationGracePeriodSeconds is 30: preStop sleep 6s + drain delay 5s + to end 5s = 16s, which leaves 14s
          sleep 24      | drain-delay-shortened: PROBE_DRAIN_DELAY is 0s, since the usual 5s does not fit in terminationGracePeriodSeconds 30: preStop sleep 24s + to end 5s = 29s, which leaves 1s for the longest request; proxies know by the end of preStop
          sleep 26      | warning: pre-stop-too-long: the preStop hook of web, which stays, takes 26s of terminationGracePeriodSeconds 30: kubelet kills web 4s after SIGTERM
          sleep 60      | warning: pre-stop-too-long: the preStop hook of web, which stays, takes 60s of terminationGracePeriodSeconds 30: kubelet cuts it off and kills web 2s after SIGTERM, with the requests that it works on (a grace period of at least 80, or replace-pre-stop: true)
          sleep 60; end | takes 60s of terminationGracePeriodSeconds 30: kubelet cuts it off
          ./stop        |
          """)
  void aHookThatStaysTakesItsTime(String hook, String said) {
    Ran ran = Ran.of(pod(30, "{exec: {command: [sh, -c, " + hook + "]}}"), "inject", "-");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("pre-stop-kept");
    if (said == null) {
      assertThat(ran.err()).doesNotContain("grace-tight").doesNotContain("warning");
    } else {
      assertThat(ran.err()).contains(said);
    }
  }

  @Test
  void aPodThatEndsByItselfWaitsForNothing() throws Exception {
    for (long grace = 1; grace <= 10; grace++) {
      String pod = pod(grace, "").replace("spec:", "spec:\n  restartPolicy: Never");
      Ran ran = Ran.of(pod, "inject", "-");
      assertThat(ran.problem()).startsWith("0 injected");
      assertThat(errors(ran.out())).isEmpty();
    }
  }

  /** The agent's delay is none of its business. */
  @Test
  void aContainerThatIsLeftKeepsItsOwnTime() throws Exception {
    String shipper =
        "  - {name: ship, image: ship:1, lifecycle: {preStop: {sleep: {seconds: 25}}}}\n";
    Ran ran = Ran.of(pod(30, "") + shipper, "inject", "-");
    assertThat(ran.err()).contains("container-left: container ship");
    assertThat(errors(ran.out())).isEmpty();
    assertThat(errors(ran.out().replace("seconds: 25", "seconds: 26"))).hasSize(1);
  }

  private static List<String> errors(String text) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("x.yaml", text));
    return new Linter(Rules.all(), new KubernetesVersion(1, 30))
        .lint(manifests).stream()
            .filter(each -> each.severity() == Severity.ERROR)
            .filter(each -> !each.rule().id().equals("grace-period-zero"))
            .map(GraceTest::said)
            .toList();
  }

  private static String said(Finding finding) {
    return finding.rule().id() + " " + finding.what();
  }
}

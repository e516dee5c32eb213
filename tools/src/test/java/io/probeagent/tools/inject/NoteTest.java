package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.cli.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What inject has to say of pods that it changes. */
final class NoteTest {
  private static final String SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 3
        template:
          spec:
            containers:
            - {name: db, image: db:1, ports: [{containerPort: 80}]}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"})
  void anOldApiGetsARegularSidecar(String api) {
    String old = SET.replace("apps/v1", api);
    Ran ran = Ran.of(old, "inject", "-");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("value: regular").doesNotContain("initContainers");
    assertThat(ran.err())
        .contains("  old-api: it is %s, which Kubernetes 1.15 was the last to".formatted(api));
    assertThat(Ran.of(ran.out(), "uninject", "-").out()).isEqualTo(old);
    Ran told = Ran.of(old, "inject", "--native", "-");
    assertThat(told.out()).contains("initContainers");
    assertThat(told.err()).doesNotContain("old-api");
    assertThat(Ran.of(SET, "inject", "-").err()).doesNotContain("old-api");
  }

  @Test
  void soDoesWhatStandsBesideAnOldOne() {
    String budget =
        "---\n{apiVersion: policy/v1%s, kind: PodDisruptionBudget, metadata: {name: db}}\n";
    assertThat(Ran.of(SET + budget.formatted("beta1"), "inject", "-").err())
        .contains(
            "old-api: PodDisruptionBudget/db beside it is policy/v1beta1, which Kubernetes 1.24 was");
    assertThat(Ran.of(SET + budget.formatted(""), "inject", "-").err()).doesNotContain("old-api");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas: 3 | replicas: 3                                | true
          replicas: 3 | replicas: 1                                | false
          replicas: 3 | serviceName: db                            | false
          replicas: 3 | replicas: 3, podManagementPolicy: Parallel | false
          StatefulSet | Deployment                                 | false
          image: db:1 | image: 'db:1', readinessProbe: {tcpSocket: {port: 80}} | false
          """)
  void membersThatWaitForEachOtherAreWarnedOf(String good, String bad, boolean said) {
    String set = SET.replace(good, bad.replace(", pod", "\n  pod"));
    String err = Ran.of(set, "inject", "-").err();
    assertThat(
            err.contains("  warning: ordered-ready: a pod is now made only when container db of"))
        .as(err)
        .isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          119 | progress-deadline: the startupProbe gives db 120 s to start, and progressDeadlineSeconds is 119: the rollout may be called failed while it still may start (make that at least 180)
          120 |
          """)
  void aDeadlineBelowTheStartupProbeIsTold(long deadline, String said) {
    String deployment =
        SET.replace("StatefulSet", "Deployment")
            .replace("replicas: 3", "progressDeadlineSeconds: " + deadline);
    Ran ran = Ran.of(deployment, "inject", "-");
    assertThat(ran.out()).contains("failureThreshold: 120");
    if (said == null) {
      assertThat(ran.err()).doesNotContain("progress-deadline");
    } else {
      assertThat(ran.err()).contains("  " + said + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          httpGet: {path: /readyz, port: 80} | | warning: probe-replaced: readinessProbe of db was httpGet /readyz on 80: what that looked at
          grpc: {port: 80}                   | | warning: probe-replaced: readinessProbe of db was grpc on 80: what that looked at
          httpGet: {path: /readyz, port: 80} | --app-signals | probe-replaced: readinessProbe of db was httpGet /readyz on 80\\n
          exec: {command: [ask]}             | | warning: probe-replaced: readinessProbe of db was exec ask: what that looked at
          tcpSocket: {port: 80}              | | probe-replaced: readinessProbe of db was tcpSocket on 80\\n
          httpGet: {path: /readyz, port: 80} | --keep-probes | probe-kept: readinessProbe of db stays: httpGet /readyz on 80\\n
          """)
  void whatAnHttpReadinessLookedAtIsLost(String probe, String flag, String said) {
    String probed = SET.replace("image: db:1", "image: 'db:1', readinessProbe: {" + probe + "}");
    Ran ran = flag == null ? Ran.of(probed, "inject", "-") : Ran.of(probed, "inject", flag, "-");
    assertThat(ran.err()).contains("  " + said.replace("\\n", "\n"));
  }

  @Test
  void aProbeThatAnotherContainerAnswersStays() {
    String driver =
        SET.replace("image: db:1", "image: 'db:1', livenessProbe: {httpGet: {port: 9808}}");
    String declared =
        driver + "      - {name: helper, image: b:1, ports: [{containerPort: 9808}]}\n";
    assertThat(Ran.of(declared, "inject", "-").err())
        .contains(
            "  probe-kept: livenessProbe of db stays, since container helper answers it, of which the agent knows nothing: httpGet / on 9808\n");
    String csi = driver.replace("80}]", "80}, {containerPort: 9808}]");
    assertThat(
            Ran.of(csi + "      - {name: helper, image: r/livenessprobe:v2}\n", "inject", "-")
                .err())
        .contains("since container helper answers it");
    assertThat(Ran.of(csi + "      - {name: helper, image: b:1}\n", "inject", "-").err())
        .contains("probe-replaced: livenessProbe of db was httpGet / on 9808");
  }

  @Test
  void aJobThatARegularSidecarMayKeepIsWarnedOf() {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: once}
        spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: once}]}}}
        """;
    assertThat(Ran.of(job, "inject", "--app-signals", "--regular", "-").err())
        .contains("  warning: job-may-hang:")
        .contains("(set restartPolicy: Never and activeDeadlineSeconds, or take a native");
    String bounded =
        job.replace("OnFailure", "Never").replace("spec: {t", "spec: {activeDeadlineSeconds: 9, t");
    for (Ran ran :
        new Ran[] {
          Ran.of(job, "inject", "--app-signals", "-"),
          Ran.of(bounded, "inject", "--app-signals", "--regular", "-")
        }) {
      assertThat(ran.problem()).startsWith("0 ").doesNotContain("job-may-hang");
    }
  }

  @Test
  void warningsAreCountedAndHaveALevel() {
    assertThat(Ran.of(SET, "inject", "-").err()).endsWith("1 injected, 0 skipped, 1 warning\n");
    assertThat(Ran.of(SET, "inject", "--report", "json", "-").err())
        .contains("{\"code\":\"app-ports\",\"level\":\"note\",")
        .contains("{\"code\":\"ordered-ready\",\"level\":\"warning\",");
  }
}

package io.probeagent.tools.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimelineTest {
  private static final String TOKEN = "{name: PROBE_CONTROL_TOKEN, value: 0123456789abcdef}";
  private static final String HEADER =
      "httpHeaders: [{name: Authorization, value: Bearer 0123456789abcdef}]";

  /**
   * Hook, longest request, grace period: SIGTERM, no new requests, last answer, SIGKILL, what is to
   * spare, all in s. The agent is there with its defaults, a token, and probes each second.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none              |  15 | 30 |  0 |  5 | 20 | 30 |   5
          none              |  25 | 30 |  0 |  5 | 30 | 30 |  -5
          drain             |  15 | 30 | 20 | 20 | 20 | 30 |   5
          drain             |   0 | 30 |  5 |  5 |  5 | 30 |  20
          drain             |  20 | 40 | 20 | 20 | 25 | 40 |  10
          drain             |  40 | 30 | 20 | 20 | 45 | 30 | -20
          drain-delay       |  15 | 30 |  5 |  5 | 20 | 30 |   5
          drain-no-token    |  15 | 30 |  5 | 10 | 25 | 30 |   0
          drain-wrong-token |  15 | 30 |  5 | 10 | 25 | 30 |   0
          sleep             |  10 | 40 | 12 | 17 | 27 | 40 |   8
          sleep             |   0 | 10 | 10 | 17 | 17 | 12 | -12
          exec-sleep        |  10 | 40 |  3 |  8 | 18 | 40 |  17
          shell-sleep       |  10 | 40 |  4 |  9 | 19 | 40 |  16
          exec              |  10 | 40 |  0 |  5 | 15 | 40 |  20
          """)
  void withTheAgent(
      String hook,
      int longest,
      int grace,
      int sigterm,
      int closes,
      int answered,
      int kill,
      int spare)
      throws Exception {
    Timeline timeline = timeline(pod(hook, grace, true), longest);
    assertThat(timeline.sigterm()).hasSeconds(sigterm);
    assertThat(timeline.closes()).hasSeconds(closes);
    assertThat(timeline.answered()).hasSeconds(answered);
    assertThat(timeline.sigkill()).hasSeconds(kill);
    assertThat(timeline.slack()).hasSeconds(spare);
    assertThat(timeline.fits()).isEqualTo(spare >= 0);
    assertThat(timeline.events().stream().map(Timeline.Event::at)).isSorted();
  }

  @ParameterizedTest
  @CsvSource({"none,0,true", "exec-sleep,3,false", "sleep,12,false", "drain,0,true"})
  void withoutTheAgent(String hook, int closes, boolean loses) throws Exception {
    Timeline timeline = timeline(pod(hook, 30, false), 5);
    assertThat(timeline.closes()).hasSeconds(closes);
    assertThat(timeline.answered()).hasSeconds(closes + 5);
    assertThat(timeline.losesNewRequests()).isEqualTo(loses);
  }

  /** What kubelet takes to be given its 503 holds longer than the delay. */
  @Test
  void aSlowReadinessProbeHoldsTheDrain() throws Exception {
    String pod = pod("drain", 60, true).replace("periodSeconds: 1,", "periodSeconds: 20,");
    assertThat(timeline(pod, 1).sigterm()).hasSeconds(20);
    assertThat(timeline(pod, 1).needed()).hasSeconds(25);
    assertThat(timeline(pod, 17).sigterm()).hasSeconds(20);
    assertThat(timeline(pod, 17).needed()).hasSeconds(27);
  }

  @Test
  void anAppsOwnSettingWins() throws Exception {
    String pod =
        pod("drain", 60, true)
            .replace("path: /drain", "path: /drain/my-web")
            .replace(
                "- " + TOKEN,
                "- "
                    + TOKEN
                    + "\n    - {name: PROBE_MY_WEB_DRAIN_DELAY, value: 7s}"
                    + "\n    - {name: PROBE_DRAIN_DELAY, value: 9s}");
    assertThat(timeline(pod, 0).sigterm()).hasSeconds(7);
  }

  /** Numbers that no pod has must not overflow. */
  @Test
  void anythingMayBeWritten() throws Exception {
    for (String number :
        new String[] {"0", "-1", "9223372036854775807", "99999999999999999999", "x"}) {
      String pod =
          pod("sleep", 30, true)
              .replace("seconds: 12", "seconds: " + number)
              .replace("periodSeconds: 1,", "periodSeconds: " + number + ",")
              .replace("PeriodSeconds: 30", "PeriodSeconds: " + number);
      Timeline timeline = timeline(pod, 1);
      assertThat(TextPlan.of("Pod/web", timeline)).as(number).hasSizeGreaterThan(5);
    }
  }

  private static Timeline timeline(String pod, int longest) throws Exception {
    Manifests manifests = new Manifests();
    manifests.add(new Source("pod.yaml", pod));
    Workload workload = manifests.workloads().get(0);
    Container app = workload.apps().get(0);
    return Timeline.of(Ending.of(workload, app, Duration.ofSeconds(longest)));
  }

  private static String pod(String hook, int grace, boolean agent) {
    String until = hook.equals("drain-delay") ? "{name: PROBE_DRAIN_UNTIL, value: delay}" : TOKEN;
    String sidecar =
        """
          initContainers:
          - name: probe-agent
            image: probe-agent:0.1.0
            restartPolicy: Always
            env:
            - %s
            - %s
            - {name: PROBE_GRACE_PERIOD, value: 30s}
        """
            .formatted(TOKEN, until);
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          terminationGracePeriodSeconds: %d
        %s\
          containers:
          - name: web
            image: nginx:1.27
            readinessProbe: {httpGet: {path: /ready, port: 9810}, periodSeconds: 1, failureThreshold: 1}
            lifecycle: {preStop: %s}
        """
        .formatted(grace, agent ? sidecar : "", hook(hook));
  }

  private static String hook(String name) {
    String drain = "{httpGet: {path: /drain, port: 9810, %s}}";
    return switch (name) {
      case "none" -> "null";
      case "drain", "drain-delay" -> drain.formatted(HEADER);
      case "drain-no-token" -> drain.formatted("scheme: HTTP");
      case "drain-wrong-token" -> drain.formatted(HEADER.replace("abcdef", "xxxxxx"));
      case "sleep" -> "{sleep: {seconds: 12}}";
      case "exec-sleep" -> "{exec: {command: [sleep, '3']}}";
      case "shell-sleep" -> "{exec: {command: [/bin/sh, -c, sleep 4s]}}";
      default -> "{exec: {command: [nginx, -s, quit]}}";
    };
  }
}

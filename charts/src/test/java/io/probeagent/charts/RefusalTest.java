package io.probeagent.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Kubernetes;
import io.probeagent.charts.helm.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is not rendered, and the message says what is wrong. */
final class RefusalTest {
  /** The library's own checks: its schema would not reach a chart that depends on it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nativeSidecars: true               | probe-agent has no value nativeSidecars (did you mean nativeSidecar?)
          resource: {}                       | probe-agent has no value resource (did you mean resources?)
          bogus: 1                           | probe-agent has no value bogus (expected: one of apps, container, controlToken, dir, global, image, longestRequest, nativeSidecar, port, preStop, probes, resources, sdNotify, securityContext, settings, terminationGracePeriodSeconds, volumeSizeLimit)
          image: {tags: a}                   | probe-agent.image has no value tags (did you mean tag?)
          nativeSidecar: sometimes           | probe-agent.nativeSidecar is "sometimes" (expected: auto, true or false)
          port: 80                           | probe-agent.port is 80 (expected: a number from 1024 to 65535)
          port: "9810"                       | probe-agent.port is "9810" (expected: a number from 1024 to 65535)
          dir: run/probe                     | probe-agent.dir is "run/probe" (expected: an absolute path)
          longestRequest: 30                 | probe-agent.longestRequest is 30 (expected: 0s to 24h, such as 500ms, 5s, 2m or 1h)
          probes: {readiness: {period: 1}}   | probe-agent.probes.readiness has no value period (did you mean periodSeconds?)
          probes: null                       | probe-agent.probes is null (expected: a value; leave it out to get the default)
          controlToken: {value: short}       | probe-agent.controlToken.value is hidden (expected: 16 to 256 visible characters without $)
          controlToken: {value: 0123456789abcdef, existingSecret: a} | probe-agent.controlToken has a value and an existingSecret (expected: one of them)
          apps: {Web: {}}                    | probe-agent.apps has "Web" (expected: a DNS label)
          apps: {web: {port: 1}}             | probe-agent.apps.web has no value port
          settings: {drain_delay: 5s}        | probe-agent.settings has no value drain_delay (did you mean drainDelay?)
          settings: {PROBE_DRAIN_DELAY: 5s}  | probe-agent.settings has no value PROBE_DRAIN_DELAY (expected: one of appPorts,
          settings: {drainDelay: 5}          | probe-agent.settings.drainDelay is 5 (expected: 0s to 1h, below the drain time-out; a number with its unit, as in 5s)
          settings: {gracePeriod: 30s}       | probe-agent.settings.gracePeriod cannot be set (expected: probe-agent.terminationGracePeriodSeconds, which it follows from)
          """)
  void theLibraryRefuses(String values, String message) {
    refused("probe-agent: {" + values + "}", message);
  }

  @Test
  void whatIsTheSameForAllAppsIsRefusedForOne() {
    refused(
        "{servers: {web: {port: 8080, servicePort: 80}}, probe-agent: {apps: {web: {settings: {poll:"
            + " 1s}}}}}",
        "probe-agent.apps.web.settings.poll is the same for all apps (expected:"
            + " probe-agent.settings.poll)");
  }

  /** Sums, spelt out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          terminationGracePeriodSeconds: 20, longestRequest: 30s | terminationGracePeriodSeconds 20 is too short: drain delay 5 + longest request 30 + margin 5 = 40
          terminationGracePeriodSeconds: 20, longestRequest: 500ms, settings: {drainDelay: 15s} | terminationGracePeriodSeconds 20 is too short: drain delay 15 + longest request 0.5 + margin 5 = 20.5
          preStop: true, terminationGracePeriodSeconds: 29 | terminationGracePeriodSeconds 29 is too short: preStop without a token 5 + drain delay 5 + longest request 15 + margin 5 = 30
          settings: {drainTimeout: 40s}, terminationGracePeriodSeconds: 44 | terminationGracePeriodSeconds 44 is too short: drain time-out 40 + margin 5 = 45
          settings: {drainDelay: 10s, drainTimeout: 9s} | settings.drainTimeout 9s is too short: drain delay 10
          probes: {readiness: {periodSeconds: 2, failureThreshold: 3}} | the readiness probe is too slow: period 2 × failure threshold 3 = 6 s, longer than the drain delay of 5 s
          """)
  void timesThatCannotWorkAreRefusedWithTheSum(String values, String message) {
    refused("probe-agent: {" + values + "}", message);
  }

  @Test
  void theShortestGracePeriodThatCanWorkIsTaken() {
    String text =
        Helm.sampleApp()
            .template(
                Release.PLAIN.with(
                    "probe-agent: {terminationGracePeriodSeconds: 40, longestRequest: 30s}"));
    assertThat(text).contains("terminationGracePeriodSeconds: 40\n", "value: 40s\n");
  }

  @Test
  void theGracePeriodIsComputedWhereNoneIsGiven() {
    String text =
        Helm.sampleApp()
            .template(
                Release.PLAIN.with(
                    "probe-agent: {longestRequest: 2m, settings: {drainDelay: 1500ms}}"));
    assertThat(text).contains("terminationGracePeriodSeconds: 127\n", "value: 127s\n");
  }

  @Test
  void nativeSidecarsNeedAKubernetesThatHasThem() {
    assertThatThrownBy(
            () ->
                Helm.sampleApp()
                    .template(
                        Release.PLAIN
                            .on(Kubernetes.REGULAR)
                            .with("probe-agent: {nativeSidecar: true}")))
        .hasMessageContaining(
            "probe-agent.nativeSidecar is true for Kubernetes v1.28.0 (expected: 1.29 or later, or"
                + " false)");
  }

  /** The app chart's own values are refused by its schema. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          replicas: 3                     | additional properties 'replicas' not allowed
          service: {ports: 80}            | additional properties 'ports' not allowed
          replicaCount: "3"               | replicaCount
          replicaCount: -1                | replicaCount
          kind: StatefulSet               | kind
          service: {port: 0}              | port
          podDisruptionBudget: {maxUnavailable: 0} | maxUnavailable
          """)
  void theChartsSchemaRefuses(String values, String message) {
    refused(values, message);
  }

  private static void refused(String values, String message) {
    assertThatThrownBy(() -> Helm.sampleApp().template(Release.PLAIN.with(values)))
        .hasMessageContaining(message);
  }
}

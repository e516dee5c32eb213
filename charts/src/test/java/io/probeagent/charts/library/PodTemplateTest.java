package io.probeagent.charts.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Kubernetes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pod spec keeps what it has, and is refused where something would be lost or be there twice. */
final class PodTemplateTest {

  @Test
  void whatThePodHasIsKept() {
    JsonNode pod =
        Wrapper.ofPod(
                "kept",
                "{}",
                """
                securityContext: {runAsUser: 1000660000}
                terminationGracePeriodSeconds: 90
                volumes: [{name: data, emptyDir: {}}]
                initContainers: [{name: migrate, image: "migrate:1"}]
                containers:
                  - name: web
                    env: [{name: MODE, value: "on"}]
                    lifecycle: {postStart: {exec: {command: [warm]}}}
                    volumeMounts: [{name: data, mountPath: /data}]
                  - {name: log, image: "log:1"}
                """)
            .pod(Kubernetes.NEWEST);

    assertThat(pod.at("/securityContext/runAsUser").toString()).isEqualTo("1000660000");
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(90);
    assertThat(pod.at("/initContainers/0/env/0").toString())
        .isEqualTo("{\"name\":\"PROBE_GRACE_PERIOD\",\"value\":\"90s\"}");
    assertThat(pod.path("volumes").findValuesAsText("name")).containsExactly("data", "probe");
    assertThat(pod.at("/initContainers/0/name").asText()).isEqualTo("probe-agent");
    assertThat(pod.at("/initContainers/1/name").asText()).isEqualTo("migrate");
    JsonNode web = pod.at("/containers/0");
    assertThat(web.path("env").findValuesAsText("name")).containsExactly("MODE", "PROBE_DIR");
    assertThat(web.path("volumeMounts").findValuesAsText("name")).containsExactly("data", "probe");
    assertThat(web.at("/lifecycle/postStart/exec/command/0").asText()).isEqualTo("warm");
    assertThat(web.at("/lifecycle/preStop/httpGet/path").asText()).isEqualTo("/drain");
    assertThat(pod.at("/containers/1").has("livenessProbe")).isFalse();
  }

  /** Only a native sidecar can be waited for, and only what speaks to systemd has to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {sdNotify: true}                                 | true  | true
          {sdNotify: true}                                 | false | false
          {sdNotify: false}                                | true  | false
          {apps: {web: {}, db: {sdNotify: true}}}          | true  | true
          {sdNotify: true, apps: {web: {sdNotify: false}}} | true  | false
          """)
  void appsWaitForTheAgentWhereAWordWouldBeLost(String values, boolean isNative, boolean wait) {
    String spec = "containers: [{name: web}, {name: db}]";
    JsonNode pod =
        Wrapper.ofPod("word", "probe-agent: " + values, spec)
            .pod(isNative ? Kubernetes.NEWEST : Kubernetes.REGULAR);

    JsonNode agent = pod.at(isNative ? "/initContainers/0" : "/containers/2");
    assertThat(agent.path("name").asText()).isEqualTo("probe-agent");
    assertThat(agent.path("startupProbe").toString())
        .isEqualTo(
            wait
                ? "{\"failureThreshold\":60,\"httpGet\":{\"path\":\"/healthz\",\"port\":9810},"
                    + "\"periodSeconds\":1}"
                : "");
    assertThat(agent.has("readinessProbe") || agent.has("livenessProbe")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Never, regular, true", "OnFailure, regular, true", "Always, regular, false"})
  void theSidecarOfAJobEndsWithIt(String restart, String sidecar, boolean ends) {
    String spec = "restartPolicy: " + restart + "\ncontainers: [{name: nightly}]";
    JsonNode pod = Wrapper.ofPod("job", "{}", spec).pod(Kubernetes.REGULAR);

    JsonNode env = pod.at("/containers/1/env");
    assertThat(env.findValuesAsText("value")).contains(sidecar);
    assertThat(env.findValuesAsText("name").contains("PROBE_EXIT_WITH_APP")).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          containers: [{name: web, livenessProbe: {}}] | container web has a livenessProbe of its own (expected: none, or probe-agent.probes.liveness.enabled: false)
          containers: [{name: web, lifecycle: {preStop: {}}}] | container web has a preStop of its own (expected: none, or probe-agent.preStop: false)
          containers: [{name: web, env: [{name: PROBE_DIR}]}] | container web has a variable PROBE_DIR of its own (expected: none, this one is added)
          containers: [{name: web, volumeMounts: [{name: x, mountPath: /run/probe}]}] | container web has a mount at /run/probe of its own (expected: none, this one is added)
          {containers: [{name: web}], volumes: [{name: probe}]} | the pod has a volume probe of its own (expected: none, this one is added)
          {containers: [{name: web}], initContainers: [{name: probe-agent}]} | the pod has a container probe-agent of its own (expected: none, this one is added)
          {containers: [{name: web}], terminationGracePeriodSeconds: 0} | terminationGracePeriodSeconds 0 is too short: preStop without a token 5 + drain delay 5 + longest request 15 + margin 5 = 30
          container: [] | probe-agent.pod: web.pod is no pod spec: it has no containers
          """)
  void whatCannotWorkIsRefused(String spec, String message) {
    assertThatThrownBy(() -> Wrapper.ofPod("refused", "{}", spec).pod(Kubernetes.NEWEST))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {container: api} | probe-agent.pod: there is no container api (expected: one of web)
          {apps: {a: {container: web}, b: {container: web}}} | probe-agent.apps has two apps with the same container (expected: one for each)
          {terminationGracePeriodSeconds: 60} | terminationGracePeriodSeconds is 61 in the pod and 60 in the values (expected: one of them)
          """)
  void valuesMustFitThePod(String values, String message) {
    String spec = "{containers: [{name: web}], terminationGracePeriodSeconds: 61}";
    assertThatThrownBy(
            () -> Wrapper.ofPod("unfit", "probe-agent: " + values, spec).pod(Kubernetes.NEWEST))
        .hasMessageContaining(message);
  }
}

package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container is killed, and kubelet starts it again beside the other. */
final class RestartIT {
  private static final String TOKEN = "0f9c1d2e8a7b4653";

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  /** Killed while it drains: the volume is still there, and the drain is not inherited. */
  @Test
  void theAppBeginsAnewAfterItWasKilled() throws Exception {
    String values =
        "probe-agent: {controlToken: {value: %s}, settings: {leaseTimeout: 500ms}}"
            .formatted(TOKEN);
    try (Pod pod = Pod.start("app-killed", Chart.pod("app-killed", values).runAs("app", 10_001))) {
      Kubelet kubelet = pod.probe("app");
      kubelet.await(Probe.READINESS, 200);
      String first = pod.state("app").path("instance").path("id").asText();
      drain(pod);

      pod.container("app").signal("KILL");
      assertThat(pod.container("app").awaitExit().code()).isEqualTo(137);
      Await.answer("/live is 503", () -> pod.status("/live"), status -> status == 503);
      assertThat(pod.status("/startup")).isEqualTo(503);

      Instant restarted = Instant.now();
      pod.container("app").start();
      pod.probe("app").awaitAfter(restarted, Probe.READINESS, 200);
      JsonNode state = pod.state("app");
      assertThat(state.path("phase").asText()).isEqualTo("READY");
      assertThat(state.has("drain")).isFalse();
      assertThat(state.path("instance").path("id").asText()).isNotEqualTo(first);
      assertThat(pod.ask(HttpGet.of(8080, "/")).status()).isEqualTo(200);
    }
  }

  /** Neither a ready app nor one that drains is taken for another after the agent's own restart. */
  @Test
  void theAgentComesBackWithTheSameVerdicts() throws Exception {
    try (Pod pod =
        Pod.start(
            "agent-killed",
            Chart.pod("agent-killed", "probe-agent: {controlToken: {value: " + TOKEN + "}}")
                .runAs("app", 10_001))) {
      pod.probe("app").await(Probe.READINESS, 200);
      String instance = pod.state("app").path("instance").path("id").asText();
      killAgent(pod);
      assertThat(pod.firstStatus("/ready")).isEqualTo(200);
      assertThat(pod.status("/live")).isEqualTo(200);
      assertThat(pod.status("/startup")).isEqualTo(200);
      assertThat(pod.state("app").path("instance").path("id").asText()).isEqualTo(instance);

      drain(pod);
      killAgent(pod);
      assertThat(pod.firstStatus("/ready")).isEqualTo(503);
      assertThat(pod.status("/live")).isEqualTo(200);
      assertThat(pod.state("app").path("phase").asText()).isEqualTo("DRAINING");
      assertThat(pod.container("app").isRunning()).isTrue();
    }
  }

  private static void drain(Pod pod) throws IOException {
    Map<String, String> token = Map.of("Authorization", "Bearer " + TOKEN);
    HttpGet drain = new HttpGet("POST", 9810, "/drain?delay=0s", token);
    assertThat(pod.ask(drain).status()).isEqualTo(200);
    assertThat(pod.state("app").path("phase").asText()).isEqualTo("DRAINING");
  }

  private static void killAgent(Pod pod) {
    pod.agent().signal("KILL");
    assertThat(pod.agent().awaitExit().code()).isEqualTo(137);
    pod.agent().start();
  }
}

package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pod with the agent as an ordinary container: it is told to stop when the app is, or before. */
final class RegularSidecarIT {
  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void outlivesTheApp() throws Exception {
    outlives("regular", "probe-agent: {nativeSidecar: false, settings: {drainDelay: 2s}}");
  }

  /** The app's SIGTERM waits for a hook that is answered by an agent which has had its own. */
  @Test
  void answersTheHookThoughItWasToldToStop() throws Exception {
    outlives(
        "regular-hook",
        """
        probe-agent:
          nativeSidecar: false
          preStop: true
          controlToken: {value: 0f9c1d2e8a7b4653}
          settings: {drainDelay: 2s}
        """);
  }

  private static void outlives(String title, String values) throws Exception {
    try (Pod pod = Pod.start(title, Chart.pod(title, values).runAs("app", 10_001))) {
      Kubelet kubelet = pod.probe("app");
      kubelet.await(Probe.READINESS, 200);
      try (Upload upload = Upload.begin(pod);
          Stop stop = Stop.begin(pod)) {
        kubelet.awaitAfter(stop.begun(), Probe.READINESS, 503);
        assertThat(pod.ask(HttpGet.of(8080, "/")).status()).isEqualTo(200);
        assertThat(upload.finish()).isEqualTo("HTTP/1.1 200 OK");

        Container.Exit app = stop.exit("app");
        Container.Exit agent = stop.exit("probe-agent");
        assertThat(app.code()).as(pod.container("app").log()).isZero();
        assertThat(agent.code()).as(pod.agent().log()).isZero();
        // Not by the times of the two exits: its good-bye is the last that an app does but one.
        assertThat(pod.agent().log())
            .containsSubsequence(
                "\"event\":\"stopping\"", "\"cause\":\"BYE=1\"", "\"event\":\"stopped\"");
        pod.manifest()
            .part("app")
            .preStop()
            .ifPresent(hook -> assertThat(stop.hook("app").status()).isEqualTo(200));
      }
    }
  }
}

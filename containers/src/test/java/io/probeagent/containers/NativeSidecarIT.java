package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pod with the agent as a native sidecar, from its start to its end. */
final class NativeSidecarIT {
  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  /** The hook holds, the app serves on meanwhile, and what is under way is answered. */
  @Test
  void losesNoRequestWhenAHookHoldsItBack() throws Exception {
    String values =
        """
        probe-agent:
          nativeSidecar: true
          preStop: true
          controlToken: {value: 0f9c1d2e8a7b4653}
          settings: {drainDelay: 2s}
        """;
    try (Pod pod = Pod.start("hook", Chart.pod("hook", values).runAs("app", 10_001))) {
      Kubelet kubelet = pod.probe("app");
      kubelet.await(Probe.READINESS, 200);
      try (Upload upload = Upload.begin(pod);
          Stop stop = Stop.begin(pod)) {
        kubelet.awaitAfter(stop.begun(), Probe.READINESS, 503);
        assertThat(stop.isSignalled("app")).isFalse();
        assertThat(pod.ask(HttpGet.of(8080, "/")).status()).isEqualTo(200);
        assertThat(upload.finish()).isEqualTo("HTTP/1.1 200 OK");
        Container.Exit app = stop.exit("app");
        Container.Exit agent = stop.exit("probe-agent");

        assertThat(stop.hook("app").status()).isEqualTo(200);
        assertThat(stop.hook("app").body())
            .contains("\"drained\":true", "\"in_flight\":{\"left\":0,\"from\":\"app\"");
        assertThat(app.code()).as(pod.container("app").log()).isZero();
        assertThat(agent.code()).as(pod.agent().log()).isZero();
        assertThat(agent.at()).isAfter(app.at());
        assertThat(kubelet.seen())
            .filteredOn(seen -> seen.probe() == Probe.LIVENESS && seen.at().isBefore(app.at()))
            .allMatch(seen -> seen.status() == 200);
      }
    }
  }

  /** As the chart is: the app gets SIGTERM at once, and holds back itself. */
  @Test
  void losesNoRequestWhenTheAppHoldsBackItself() throws Exception {
    String values = "probe-agent: {nativeSidecar: true, settings: {drainDelay: 2s}}";
    try (Pod pod = Pod.start("self", Chart.pod("self", values).runAs("app", 10_001))) {
      Kubelet kubelet = pod.probe("app");
      kubelet.await(Probe.READINESS, 200);
      try (Upload upload = Upload.begin(pod);
          Stop stop = Stop.begin(pod)) {
        kubelet.awaitAfter(stop.begun(), Probe.READINESS, 503);
        assertThat(stop.isSignalled("app")).isTrue();
        assertThat(pod.ask(HttpGet.of(8080, "/")).status()).isEqualTo(200);
        assertThat(upload.finish()).isEqualTo("HTTP/1.1 200 OK");

        Container.Exit app = stop.exit("app");
        Container.Exit agent = stop.exit("probe-agent");
        assertThat(app.code()).as(pod.container("app").log()).isZero();
        assertThat(agent.code()).as(pod.agent().log()).isZero();
        assertThat(agent.at()).isAfter(app.at());
        assertThat(pod.agent().log()).contains("\"to\":\"DRAINING\"", "\"to\":\"STOPPED\"");
      }
    }
  }
}

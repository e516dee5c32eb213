package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Job's pod with an ordinary sidecar: nobody tells the agent to stop, and it must end. */
final class JobIT {
  @BeforeAll
  static void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void completesOnceTheAppHasEnded() throws Exception {
    String values = "{kind: Job, probe-agent: {nativeSidecar: false}}";
    try (Pod pod = Pod.start("job", Chart.pod("job", values).runAs("app", 10_001))) {
      pod.probe("app").await(Probe.READINESS, 200);
      // Whatever makes an app end: a sample server does so when it is told to.
      pod.container("app").signal("TERM");
      assertThat(pod.container("app").awaitExit().code()).isZero();
      assertThat(pod.agent().awaitExit().code()).isZero();
      assertThat(pod.agent().log()).contains("\"event\":\"stopped\"");
    }
  }
}

package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Job's pod with an ordinary sidecar: nobody tells the agent to stop, and it must end. */
final class JobIT {
  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void completesOnceTheAppHasEnded() throws Exception {
    String values =
        """
        kind: Job
        job: {runMs: 8000}
        probe-agent: {nativeSidecar: false, settings: {drainDelay: 0s}}
        """;
    try (Pod pod = Pod.start("job", Chart.pod("job", values).runAs("app", 10_001))) {
      assertThat(pod.container("app").awaitExit().code()).isZero();
      assertThat(pod.agent().awaitExit().code()).isZero();
      assertThat(pod.agent().log())
          .containsSubsequence("\"to\":\"STOPPED\"", "asked for by PROBE_EXIT_WITH_APP");
    }
  }
}

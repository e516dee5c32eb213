package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent's sub-commands run in its container, as an exec hook or {@code kubectl exec} does. */
final class CommandsIT {
  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void work() throws Exception {
    String values = "probe-agent: {settings: {drainDelay: 1s}}";
    try (Pod pod = Pod.start("commands", Chart.pod("commands", values).runAs("app", 10_001))) {
      pod.probe("app").await(Probe.READINESS, 200);
      Command.Result check = pod.agent().tool("check", "ready");
      assertThat(check.exitCode()).as(check.toString()).isZero();
      assertThat(pod.agent().tool("status").out()).contains("app", "READY");

      Command.Result drained = pod.agent().tool("drain", "wait");
      assertThat(drained.exitCode()).as(drained.toString()).isZero();
      assertThat(drained.out()).startsWith("{\"drained\":true");
      assertThat(pod.agent().tool("check", "ready").exitCode()).isEqualTo(1);
      assertThat(pod.agent().tool("check", "live").exitCode()).isZero();
      assertThat(pod.agent().tool("undrain").exitCode()).isZero();
      assertThat(pod.agent().tool("check", "ready").exitCode()).isZero();
      // A command is a second JVM beside the agent, under the one limit of the container.
      assertThat(Memory.of(pod.agent()).oomKills()).isZero();
    }
  }

  @Test
  void aWrongSettingStopsTheStartWithOneLineThatNamesIt() throws Exception {
    Manifest manifest = Chart.pod("wrong", "{}");
    manifest.environment("probe-agent", "PROBE_DRAIN_DLAY", "5s");
    try (Pod pod = Pod.start("wrong", manifest)) {
      assertThat(pod.agent().awaitExit().code()).isEqualTo(2);
      assertThat(pod.agent().log().lines())
          .singleElement()
          .asString()
          .contains("PROBE_DRAIN_DLAY", "PROBE_DRAIN_DELAY");
    }
  }
}

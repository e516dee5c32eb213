package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * As docs/containers.md has it: with the volume that podman itself makes of an emptyDir. It belongs
 * to the user of the first container that starts, so that both must have the same one.
 */
final class PlainPlayIT {
  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @Test
  void theChartsPodNeedsNoOtherVolume() throws Exception {
    String values = "probe-agent: {nativeSidecar: false, settings: {drainDelay: 1s}}";
    Manifest manifest = Chart.pod("plain", values).keepEmptyDirs();
    try (Pod pod = Pod.start("plain", manifest)) {
      pod.probe("app").await(Probe.READINESS, 200);
      try (Stop stop = Stop.begin(pod)) {
        assertThat(stop.exit("app").code()).as(pod.container("app").log()).isZero();
        assertThat(stop.exit("probe-agent").code()).as(pod.agent().log()).isZero();
      }
    }
  }
}

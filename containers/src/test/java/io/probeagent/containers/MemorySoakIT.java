package io.probeagent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten probes a second, each over a new connection, for minutes: the memory limit is not reached.
 */
final class MemorySoakIT {
  private static final Duration RUN =
      Duration.ofSeconds(Long.getLong("soak.seconds", Duration.ofMinutes(10).toSeconds()));

  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final String[] PATHS = {"/startup", "/live", "/ready"};

  @BeforeEach
  void assumeUsable() {
    Podman.assumeUsable();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 48, 40, 32})
  void isNotKilled(int mebibytes) throws Exception {
    String title = "soak-" + mebibytes;
    String values =
        "probe-agent: {resources: {requests: {memory: 32Mi}, limits: {memory: %dMi}}}"
            .formatted(mebibytes);
    try (Pod pod = Pod.start(title, Chart.pod(title, values).runAs("app", 10_001))) {
      pod.probe("app").await(Probe.READINESS, 200);
      Memory memory = Memory.of(pod.agent());
      assertThat(memory.limit()).isEqualTo((long) mebibytes << 20);
      String run = pod.agent().inspect("{{.State.Pid}} {{.State.StartedAt}}");
      long begun = System.nanoTime();
      long probes = RUN.dividedBy(PERIOD);
      for (int i = 0; i < probes; i++) {
        Thread.sleep(Math.max(0, i * PERIOD.toMillis() - (System.nanoTime() - begun) / 1_000_000));
        assertThat(pod.status(PATHS[i % PATHS.length])).isEqualTo(200);
      }
      System.out.printf(
          "limit %d MiB: %d probes, peak %.1f MiB with page cache, %.1f MiB anonymous at the end,"
              + " %d killed%n",
          mebibytes,
          probes,
          memory.peak() / 0x1p20,
          memory.anonymous() / 0x1p20,
          memory.oomKills());
      assertThat(memory.oomKills()).isZero();
      assertThat(pod.agent().inspect("{{.State.Pid}} {{.State.StartedAt}}")).isEqualTo(run);
    }
  }
}

package io.probeagent.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.Version;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.File;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The agent's own process, as others see it too. */
class ProcessFiguresTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void cpuTimeIsThatOfTheWholeProcess() {
    double before = cpuSeconds();
    double shown = figure("process_cpu_seconds");

    assertThat(shown).isBetween(before, cpuSeconds()).isPositive();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryAndThreadsAreThoseOfTheWholeProcess() {
    double heap = figure("probe_agent_heap_used_bytes");

    assertThat(heap).isBetween(1e6, (double) Runtime.getRuntime().maxMemory());
    assertThat(figure("process_resident_memory_bytes")).isBetween(heap / 2, 64e9);
    assertThat(figure("process_threads")).isBetween((double) Thread.activeCount(), 1e4);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void descriptorsAreCounted() {
    double open = Objects.requireNonNull(new File("/proc/self/fd").list()).length;

    assertThat(figure("process_open_fds")).isBetween(open / 2, open * 2);
  }

  @Test
  void theBuildIsToldByItsVersionAndWhatItRunsOn() {
    assertThat(ProcessFigures.build().get("version")).isEqualTo(Version.TEXT);
    assertThat(ProcessFigures.build().get("java")).isEqualTo(Runtime.version().toString());
    assertThat(System.getProperty("os.name"))
        .isEqualToIgnoringCase(ProcessFigures.build().get("os"));
  }

  private static double figure(String name) {
    Families families = new Families();
    ProcessFigures.figures(families);
    for (MetricSnapshot metric : families.snapshots()) {
      if (metric.getMetadata().getName().equals(name)) {
        return metric instanceof CounterSnapshot counter
            ? counter.getDataPoints().get(0).getValue()
            : ((GaugeSnapshot) metric).getDataPoints().get(0).getValue();
      }
    }
    throw new AssertionError("no " + name);
  }

  private static double cpuSeconds() {
    Duration time = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    return time.toNanos() / 1e9;
  }
}

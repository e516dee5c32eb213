package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.load.Probe;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.proc.Family;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latency and CPU time of one probe at a time. */
final class OneClient implements Measure {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Override
  public void take(List<Running> all, Plan plan, Results into) throws IOException {
    List<Turn> turns =
        all.stream().filter(running -> running.subject().serves()).map(Turn::new).toList();
    for (Turn turn : turns) {
      Drive.count(turn.probe, plan.warmUp(), Drive.histogram());
    }
    for (int i = 0; i < plan.slices(); i++) {
      for (Turn turn : turns) {
        turn.slice(plan.probes());
      }
    }
    turns.forEach(turn -> turn.report(into));
  }

  private static final class Turn {
    private final Running running;
    private final Family family;
    private final Probe probe;
    private final Histogram latency = Drive.histogram();
    private long cpu;
    private long driver;

    private Turn(Running running) {
      this.running = running;
      family = running.family();
      probe = running.probe();
    }

    private void slice(int probes) throws IOException {
      long server = Cpu.nanos(family);
      long self = THREADS.getCurrentThreadCpuTime();
      Drive.count(probe, probes, latency);
      cpu += Cpu.nanos(family) - server;
      driver += THREADS.getCurrentThreadCpuTime() - self;
    }

    private void report(Results into) {
      String name = running.subject().name();
      double count = latency.getTotalCount();
      into.add(Figure.LATENCY_P50, name, latency.getValueAtPercentile(50) / 1e3);
      into.add(Figure.LATENCY_P99, name, latency.getValueAtPercentile(99) / 1e3);
      into.add(Figure.CPU, name, cpu / count / 1e3);
      into.add(Figure.DRIVER_CPU, name, driver / count / 1e3);
    }
  }
}

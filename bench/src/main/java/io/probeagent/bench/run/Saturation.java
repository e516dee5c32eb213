package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** As many probes as it can answer. */
final class Saturation implements Measure {
  @Override
  public void take(List<Running> all, Plan plan, Results into)
      throws IOException, InterruptedException {
    List<Turn> turns =
        all.stream().filter(running -> running.subject().serves()).map(Turn::new).toList();
    for (int i = 0; i < plan.saturations(); i++) {
      for (Turn turn : turns) {
        turn.slice(plan.saturation());
      }
    }
    turns.forEach(turn -> turn.report(into));
  }

  private static final class Turn {
    private final Running running;
    private long probes;
    private long nanos;
    private long cpu;

    private Turn(Running running) {
      this.running = running;
    }

    private void slice(Duration time) throws IOException, InterruptedException {
      long before = Cpu.nanos(running.family());
      long start = System.nanoTime();
      probes += Drive.saturate(running::probe, Plan.CLIENTS, time);
      nanos += System.nanoTime() - start;
      cpu += Cpu.nanos(running.family()) - before;
    }

    private void report(Results into) {
      String name = running.subject().name();
      into.add(Figure.THROUGHPUT, name, probes * 1e9 / nanos);
      into.add(Figure.CPU_SATURATED, name, cpu / 1e3 / probes);
    }
  }
}

package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.proc.Switches;
import io.probeagent.bench.subject.Running;
import java.util.List;

/** What they do when nobody asks; all at once, since none of them should do much. */
final class Idle implements Measure {
  @Override
  public void take(List<Running> all, Plan plan, Results into) throws InterruptedException {
    // What the load left to do is not idleness.
    Thread.sleep(plan.idle().toMillis() / 6);
    List<Watch> watches = all.stream().map(Watch::new).toList();
    Thread.sleep(plan.idle().toMillis());
    watches.forEach(watch -> watch.report(into));
  }

  private static final class Watch {
    private final Running running;
    private final long since = System.nanoTime();
    private final long cpu;
    private final long switches;

    private Watch(Running running) {
      this.running = running;
      cpu = Cpu.nanos(running.family());
      switches = Switches.voluntary(running.family());
    }

    private void report(Results into) {
      String name = running.subject().name();
      double seconds = (System.nanoTime() - since) / 1e9;
      into.add(Figure.IDLE_CPU, name, (Cpu.nanos(running.family()) - cpu) / 1e6 / seconds);
      into.add(
          Figure.IDLE_SWITCHES, name, (Switches.voluntary(running.family()) - switches) / seconds);
    }
  }
}

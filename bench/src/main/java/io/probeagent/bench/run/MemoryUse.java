package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.proc.Memory;
import io.probeagent.bench.subject.Running;
import java.util.List;

/** What they take after the load of one client. */
final class MemoryUse implements Measure {
  private static final double MIB = 1 << 20;

  @Override
  public void take(List<Running> all, Plan plan, Results into) {
    for (Running running : all) {
      String name = running.subject().name();
      Memory memory = Memory.of(running.family());
      into.add(Figure.ANONYMOUS, name, memory.anonymous() / MIB);
      into.add(Figure.PROPORTIONAL, name, memory.proportional() / MIB);
      into.add(Figure.RESIDENT, name, memory.resident() / MIB);
    }
  }

  /** After that of many. */
  static void saturated(List<Running> all, Plan plan, Results into) {
    for (Running running : all) {
      double bytes = Memory.of(running.family()).anonymous();
      into.add(Figure.ANONYMOUS_SATURATED, running.subject().name(), bytes / MIB);
    }
  }
}

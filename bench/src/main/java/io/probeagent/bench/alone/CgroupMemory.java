package io.probeagent.bench.alone;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.proc.ControlGroup;
import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Program;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cgroup counts for an agent that is the first of its image on a node: the page cache of its
 * files is charged to the one who reads them first. That part can be taken back, and later agents
 * of the same image are not charged with it.
 */
public final class CgroupMemory {
  private static final double MIB = 1 << 20;

  /** Lets go of what the page cache has of the files below a folder, unless one is in use. */
  private static final String FORGET =
      "find \"$1\" -type f -exec dd if={} iflag=nocache count=0 status=none ';'";

  private CgroupMemory() {}

  /** Returns whether there was a cgroup to be had. */
  public static boolean take(Agent agent, int probes, Results into) throws IOException {
    String name = "bench-" + ProcessHandle.current().pid();
    Optional<ControlGroup> made = ControlGroup.make(name);
    if (made.isEmpty()) {
      return false;
    }
    try (ControlGroup group = made.get()) {
      String unused =
          Program.run(List.of("sh", "-c", FORGET, "sh", agent.home().toString()), Map.of());
      try (Running running = Running.start(new Confined(agent, group))) {
        Drive.count(running.probe(), probes, Drive.histogram());
        ControlGroup.Charge charge = group.charge();
        into.add(Figure.CGROUP_ANONYMOUS, agent.name(), charge.anonymous() / MIB);
        into.add(Figure.CGROUP_KERNEL, agent.name(), charge.kernel() / MIB);
        into.add(Figure.CGROUP_FILE, agent.name(), charge.file() / MIB);
        into.add(Figure.CGROUP_USAGE, agent.name(), charge.usage() / MIB);
        into.add(Figure.CGROUP_PEAK, agent.name(), charge.peak() / MIB);
      }
    }
    return true;
  }
}

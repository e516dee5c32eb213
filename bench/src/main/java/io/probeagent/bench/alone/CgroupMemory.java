package io.probeagent.bench.alone;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.proc.ControlGroup;
import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Program;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Now and then files are in use for a moment longer than the last process that had them. */
  private static final int TRIES = 3;

  private CgroupMemory() {}

  /** Returns whether there was a cgroup to be had. */
  public static boolean take(Agent agent, int probes, Results into) throws IOException {
    for (int i = 1; ; i++) {
      Optional<ControlGroup> made =
          ControlGroup.make("bench-" + ProcessHandle.current().pid() + "-" + i);
      if (made.isEmpty()) {
        return false;
      }
      ControlGroup.Charge charge = charge(agent, probes, made.get());
      if (isFirst(agent, charge) || i == TRIES) {
        add(charge, agent.name(), into);
        return true;
      }
    }
  }

  private static ControlGroup.Charge charge(Agent agent, int probes, ControlGroup made)
      throws IOException {
    try (ControlGroup group = made) {
      String unused =
          Program.run(List.of("sh", "-c", FORGET, "sh", agent.home().toString()), Map.of());
      try (Running running = Running.start(new Confined(agent, group))) {
        Drive.count(running.probe(), probes, Drive.histogram());
        return group.charge();
      }
    }
  }

  /** Whether it had to read its files, above all the class data, which it reads to the end. */
  private static boolean isFirst(Agent agent, ControlGroup.Charge charge) throws IOException {
    return charge.file() > Files.size(agent.home().resolve("classes.aot")) / 2;
  }

  private static void add(ControlGroup.Charge charge, String name, Results into) {
    into.add(Figure.CGROUP_ANONYMOUS, name, charge.anonymous() / MIB);
    into.add(Figure.CGROUP_KERNEL, name, charge.kernel() / MIB);
    into.add(Figure.CGROUP_FILE, name, charge.file() / MIB);
    into.add(Figure.CGROUP_USAGE, name, charge.usage() / MIB);
    into.add(Figure.CGROUP_PEAK, name, charge.peak() / MIB);
  }
}

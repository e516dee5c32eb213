package io.probeagent.bench.exec;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.load.Probe;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.proc.Family;
import io.probeagent.bench.subject.Program;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The processor time of an exec probe against that of an HTTP probe, both ends of each: of the
 * first all processes from {@code runc exec} on, of the second the agent and the thread that asks.
 * What the container runtime and its shim do besides is in neither.
 */
public final class ExecProbe {
  private static final int WARM_UP = 5;

  private final Path runc;
  private final Path busybox;
  private final Path folder;

  private ExecProbe(Path runc, Path busybox, Path folder) {
    this.runc = runc;
    this.busybox = busybox;
    this.folder = folder;
  }

  /**
   * Empty if something is missing.
   *
   * @param folder where containers may be made
   * @param skipped is told what is missing
   */
  public static Optional<ExecProbe> make(Path folder, Consumer<String> skipped) {
    Optional<Path> runc = Program.find("runc");
    Optional<Path> busybox = Program.find("busybox");
    if (runc.isEmpty() || busybox.isEmpty()) {
      skipped.accept("skipped: exec needs runc and busybox (Debian's packages of these names)");
      return Optional.empty();
    } else if (!System.getProperty("user.name").equals("root")) {
      skipped.accept("skipped: exec needs root, to make a container");
      return Optional.empty();
    }
    return Optional.of(new ExecProbe(runc.get(), busybox.get(), folder));
  }

  /** In turns. */
  public void take(Running agent, int turns, int execs, int probes, Results into)
      throws IOException {
    long exec = 0;
    long http = 0;
    Path bundle = folder.resolve("container-" + agent.port());
    try (Container container = Container.start(runc, busybox, bundle)) {
      Family family = agent.family();
      Probe probe = agent.probe();
      Drive.count(probe, probes, Drive.histogram());
      long unused = Children.nanos(container.probe(), WARM_UP);
      for (int i = 0; i < turns; i++) {
        exec += Children.nanos(container.probe(), execs);
        http += bothEnds(family, probe, probes);
      }
    }
    double one = exec / 1e6 / turns / execs;
    double other = http / 1e6 / turns / probes;
    String name = agent.subject().name();
    into.add(Figure.EXEC_CPU, name, one);
    into.add(Figure.HTTP_CPU, name, other);
    into.add(Figure.EXEC_RATIO, name, one / other);
  }

  private static long bothEnds(Family family, Probe probe, int probes) throws IOException {
    long before = both(family);
    Drive.count(probe, probes, Drive.histogram());
    return both(family) - before;
  }

  private static long both(Family family) {
    return Cpu.nanos(family) + ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}

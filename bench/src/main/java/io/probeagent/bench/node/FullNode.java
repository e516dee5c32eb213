package io.probeagent.bench.node;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.proc.Family;
import io.probeagent.bench.proc.Sharing;
import io.probeagent.bench.run.Noise;
import io.probeagent.bench.subject.Running;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** So many pods on this machine, all probed as kubelet does it. */
public final class FullNode {
  private static final double MIB = 1 << 20;

  /** All take the same moments. */
  private static final long SEED = 1;

  private final int pods;
  private final int warmUp;
  private final Duration settle;
  private final Duration watched;
  private final Consumer<String> progress;
  private final Noise noise = new Noise();

  /**
   * Prepares.
   *
   * @param warmUp probes of each, one after the other, before those of the schedule begin
   * @param settle how long they are probed before anything is counted
   * @param watched how long they are watched
   */
  public FullNode(
      int pods, int warmUp, Duration settle, Duration watched, Consumer<String> progress) {
    this.pods = pods;
    this.warmUp = warmUp;
    this.settle = settle;
    this.watched = watched;
    this.progress = progress;
  }

  /** What others did meanwhile. */
  public Noise noise() {
    return noise;
  }

  /** Fills the node with one subject, one pod after the other: none starts while another does. */
  public void take(Subject subject, Results into) throws IOException, InterruptedException {
    List<Running> all = new ArrayList<>();
    try {
      progress.accept(subject.name() + ": " + pods + " pods start");
      for (int i = 0; i < pods; i++) {
        Running pod = Running.start(subject);
        all.add(pod);
        Drive.count(pod.probe(), warmUp, Drive.histogram());
      }
      Schedule schedule = Schedule.of(pods, new SplittableRandom(SEED));
      try (Prober prober = Prober.start(all, schedule)) {
        progress.accept(
            "%s: %.0f probes in 10 s, for %d s"
                .formatted(
                    subject.name(), schedule.perTenSeconds(), settle.plus(watched).toSeconds()));
        Thread.sleep(settle.toMillis());
        noise.during(all, () -> watch(subject.name(), all, prober, into));
      }
    } finally {
      all.forEach(Running::close);
    }
  }

  private void watch(String name, List<Running> all, Prober prober, Results into)
      throws IOException, InterruptedException {
    List<Family> families = all.stream().map(Running::family).toList();
    Histogram unused = prober.take();
    long since = System.nanoTime();
    long before = cpu(families);
    Thread.sleep(watched.toMillis());
    double seconds = (System.nanoTime() - since) / 1e9;
    into.add(Figure.NODE_CPU, name, (cpu(families) - before) / 1e6 / seconds);
    Histogram took = prober.take();
    into.add(Figure.NODE_P50, name, took.getValueAtPercentile(50) / 1e6);
    into.add(Figure.NODE_P99, name, took.getValueAtPercentile(99) / 1e6);
    Sharing memory = Sharing.of(families);
    into.add(Figure.NODE_TOTAL, name, memory.proportional() / MIB);
    into.add(Figure.NODE_PROPORTIONAL, name, memory.proportional() / MIB / pods);
    into.add(Figure.NODE_PRIVATE, name, memory.own() / MIB / pods);
    into.add(Figure.NODE_SHARED, name, memory.common() / MIB / pods);
    into.add(Figure.NODE_RESIDENT, name, memory.resident() / MIB / pods);
    into.add(Figure.NODE_ANONYMOUS, name, memory.anonymous() / MIB / pods);
  }

  private static long cpu(List<Family> families) {
    return families.stream().mapToLong(Cpu::nanos).sum();
  }
}

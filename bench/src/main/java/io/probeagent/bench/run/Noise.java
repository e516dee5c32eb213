package io.probeagent.bench.run;

import io.probeagent.bench.proc.Busy;
import io.probeagent.bench.proc.Family;
import io.probeagent.bench.proc.Machine;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What else the machine did while the probes ran. */
public final class Noise {
  /** Above that, figures are marked. */
  public static final double MOST = 0.05;

  private final double loadBefore = Machine.loadAverage();
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final List<Double> others = new ArrayList<>();

  /** Runs something, and notes what others took meanwhile. */
  public void during(List<Running> all, Work work) throws IOException, InterruptedException {
    List<Family> families = all.stream().map(Running::family).toList();
    Busy before = Busy.now(families);
    work.run();
    others.add(Busy.now(families).othersSince(before, processors));
  }

  /** The load average of the last minute before the run. */
  public double loadBefore() {
    return loadBefore;
  }

  /**
   * The share of the processors that other programs took, at worst in one part of a round, 0 to 1.
   */
  public double worst() {
    return others.isEmpty() ? 0 : Collections.max(others);
  }

  /** The same, on average. */
  public double mean() {
    return others.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  public boolean isLoud() {
    return mean() > MOST;
  }

  /** What may fail as probes do. */
  public interface Work {
    void run() throws IOException, InterruptedException;
  }
}

package io.probeagent.rollout.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.PackedHistogram;

/**
 * Exchanges by the moment at which they ended. When there are too many bins, each two of them
 * become one: the memory has a limit, however long the run. Not thread-safe.
 */
final class TimeBins {
  static final long FIRST_WIDTH = 100_000_000;

  /** About three to a pixel of a wide screen. */
  static final int MOST = 3000;

  private final List<Bin> bins = new ArrayList<>();
  private long width = FIRST_WIDTH;

  /** Failed and cut are those that are not listed one by one. */
  private static final class Bin {
    final PackedHistogram latency = new PackedHistogram(2);
    long failed;
    long cut;

    void take(Bin other) {
      latency.add(other.latency);
      failed += other.failed;
      cut += other.cut;
    }
  }

  /**
   * @param over nanoseconds that it took over what was asked
   */
  void good(long at, long over) {
    bin(at).latency.recordValue(Latencies.micros(over));
  }

  void bad(long at, boolean cut) {
    Bin bin = bin(at);
    bin.failed += cut ? 0 : 1;
    bin.cut += cut ? 1 : 0;
  }

  /** Adds those that are listed one by one, and makes room up to the end of the run. */
  Report.Series series(List<Report.Loss> failures, List<Report.Loss> cuts, long end) {
    bin(end);
    int size = bins.size();
    long[] failed = new long[size];
    long[] cut = new long[size];
    long[] requests = new long[size];
    double[] p50 = new double[size];
    double[] p99 = new double[size];
    failures.forEach(loss -> failed[index(loss.at())]++);
    cuts.forEach(loss -> cut[index(loss.at())]++);
    for (int i = 0; i < size; i++) {
      Bin bin = bins.get(i);
      failed[i] += bin.failed;
      cut[i] += bin.cut;
      requests[i] = bin.latency.getTotalCount() + failed[i] + cut[i];
      p50[i] = Latencies.quantile(bin.latency, 50);
      p99[i] = Latencies.quantile(bin.latency, 99);
    }
    return new Report.Series(
        width / 1e6, list(requests), list(failed), list(cut), list(p50), list(p99));
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** What ended after the end of the run is counted in its last bin. */
  private int index(double millis) {
    return (int) Math.max(0, Math.min(bins.size() - 1, (long) (millis * 1e6) / width));
  }

  private Bin bin(long at) {
    long time = Math.max(0, at);
    while (time / width >= MOST) {
      halve();
    }
    int index = (int) (time / width);
    while (bins.size() <= index) {
      bins.add(new Bin());
    }
    return bins.get(index);
  }

  private void halve() {
    for (int i = 0; i < bins.size(); i += 2) {
      Bin bin = bins.get(i);
      if (i + 1 < bins.size()) {
        bin.take(bins.get(i + 1));
      }
      bins.set(i / 2, bin);
    }
    bins.subList((bins.size() + 1) / 2, bins.size()).clear();
    width *= 2;
  }
}

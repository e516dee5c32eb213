package io.probeagent.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Probes in a row. */
public final class Drive {
  /** A probe that took longer than kubelet ever waits is counted as that long. */
  private static final long MOST_NANOS = Duration.ofMinutes(1).toNanos();

  private Drive() {}

  /** Nanoseconds, to 0.1 %. */
  public static Histogram histogram() {
    return new Histogram(MOST_NANOS, 3);
  }

  /** One client. */
  public static void count(Probe probe, int count, Histogram into) throws IOException {
    for (int i = 0; i < count; i++) {
      into.recordValue(Math.min(probe.send(), MOST_NANOS));
    }
  }

  /** Several clients, each with one probe at a time. Returns how many probes. */
  public static long saturate(Supplier<Probe> probes, int clients, Duration time)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        counts.add(pool.submit(() -> until(end, probes.get())));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static long until(long end, Probe probe) throws IOException {
    long count = 0;
    while (System.nanoTime() - end < 0) {
      probe.send();
      count++;
    }
    return count;
  }
}

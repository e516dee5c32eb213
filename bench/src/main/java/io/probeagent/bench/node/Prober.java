package io.probeagent.bench.node;

import io.probeagent.bench.load.Drive;
import io.probeagent.bench.load.Probe;
import io.probeagent.bench.subject.Running;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** Kubelet's part: sends the probes when they are due. A few threads, which mostly sleep. */
final class Prober implements AutoCloseable {
  private static final int THREADS = 4;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final Histogram took = new SynchronizedHistogram(Drive.histogram());
  private volatile @Nullable IOException failed;

  static Prober start(List<Running> pods, Schedule schedule) {
    Prober prober = new Prober();
    for (Schedule.Due due : schedule.firsts()) {
      // One for each: it is never sent twice at once.
      Running pod = pods.get(due.pod());
      Subject subject = pod.subject();
      String path = due.check().live() ? subject.livePath() : subject.path();
      Probe probe = new Probe(pod.port(), path);
      long period = due.check().period().toNanos();
      prober.threads.scheduleAtFixedRate(
          () -> prober.send(probe), due.first().toNanos(), period, TimeUnit.NANOSECONDS);
    }
    return prober;
  }

  private void send(Probe probe) {
    try {
      took.recordValue(probe.send());
    } catch (IOException e) {
      failed = e;
    }
  }

  /** What the answers took since the last time it was asked for, in nanoseconds. */
  Histogram take() throws IOException {
    IOException problem = failed;
    if (problem != null) {
      throw new IOException("a probe failed: " + problem.getMessage(), problem);
    }
    Histogram until = took.copy();
    took.reset();
    return until;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

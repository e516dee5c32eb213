package io.probeagent.containers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks one container's probes: the startup probe until it succeeds, then the other two, each at its
 * period and over a connection of its own. What follows from them is up to the test. An answer may
 * take longer than a second: so would kubelet's, if this machine is busy with other pods.
 */
final class Kubelet implements AutoCloseable {
  private static final String USER_AGENT = "kube-probe/1.34";

  private final Pod pod;
  private final Manifest.Part part;
  private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);
  private final List<Seen> seen = new ArrayList<>();

  /**
   * An answer.
   *
   * @param status 0 if there was none
   */
  record Seen(Probe probe, Instant at, int status) {
    boolean is(Probe asked, int answered) {
      return probe == asked && status == answered;
    }
  }

  Kubelet(Pod pod, Manifest.Part part) {
    this.pod = pod;
    this.part = part;
    threads.setRemoveOnCancelPolicy(true);
    every(Probe.STARTUP);
  }

  private void every(Probe probe) {
    ProbeSpec spec = part.probes().get(probe);
    if (spec == null) {
      return;
    }
    ScheduledFuture<?>[] self = new ScheduledFuture<?>[1];
    synchronized (this) {
      self[0] =
          threads.scheduleAtFixedRate(
              () -> ask(probe, spec, self), 0, spec.period().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void ask(Probe probe, ProbeSpec spec, ScheduledFuture<?>[] self) {
    int status = status(spec);
    synchronized (this) {
      seen.add(new Seen(probe, Instant.now(), status));
      notifyAll();
      if (probe == Probe.STARTUP && status == 200) {
        self[0].cancel(false);
        every(Probe.READINESS);
        every(Probe.LIVENESS);
      }
    }
  }

  private int status(ProbeSpec spec) {
    try {
      return pod.ask(spec.get().as(USER_AGENT)).status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** All answers up to now. */
  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Waits until a probe has been answered so, now or before. */
  void await(Probe probe, int status) throws InterruptedException {
    awaitAfter(Instant.MIN, probe, status);
  }

  /** Waits until a probe has been answered so after that moment. */
  synchronized void awaitAfter(Instant moment, Probe probe, int status)
      throws InterruptedException {
    long deadline = System.nanoTime() + Await.LIMIT.toNanos();
    while (seen.stream().noneMatch(one -> one.is(probe, status) && one.at().isAfter(moment))) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError(
            "no %s probe of %s was answered by %d after %s; the last answers: %s; %s"
                .formatted(probe, part.name(), status, moment, last(), pod.logs()));
      }
      wait(left);
    }
  }

  private List<Seen> last() {
    return seen.subList(Math.max(0, seen.size() - 5), seen.size());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

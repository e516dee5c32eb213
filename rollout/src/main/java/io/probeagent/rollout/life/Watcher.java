package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Asks all three probes all the time, and remembers every answer. */
final class Watcher implements AutoCloseable {
  private final Prober prober;
  private final List<Sample> samples = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new Daemons("watcher"));

  private Watcher(Prober prober) {
    this.prober = prober;
  }

  /**
   * Starts asking.
   *
   * @param pause between the answers and the next questions
   */
  static Watcher of(Prober prober, Duration pause) {
    Watcher watcher = new Watcher(prober);
    watcher.thread.scheduleWithFixedDelay(watcher::ask, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return watcher;
  }

  /** All answers until now. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Waits until each was asked, and has answered, once more; whether that was in time. */
  boolean awaitRound(Duration most) throws InterruptedException {
    long since = System.nanoTime();
    return Await.answer(most, () -> isAsked(since), asked -> asked);
  }

  private synchronized boolean isAsked(long since) {
    return Stream.of(Probe.values())
        .allMatch(
            probe -> samples.stream().anyMatch(s -> s.probe() == probe && s.asked() - since >= 0));
  }

  private void ask() {
    for (Probe probe : Probe.values()) {
      long asked = System.nanoTime();
      int code = prober.ask(probe);
      add(new Sample(probe, asked, System.nanoTime(), code));
    }
  }

  private synchronized void add(Sample sample) {
    samples.add(sample);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

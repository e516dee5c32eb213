package io.probeagent.agent.fake;

import io.probeagent.agent.pod.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers that go off, in order, while the time is advanced through them. */
public final class FakeTimers implements Timers {
  private final FakeTicker ticker;
  private final List<Task> tasks = new ArrayList<>();

  private record Task(long at, Runnable run) {}

  public FakeTimers(FakeTicker ticker) {
    this.ticker = ticker;
  }

  @Override
  public void in(long nanos, Runnable task) {
    tasks.add(new Task(ticker.nanos() + nanos, task));
  }

  /** Passes the time, and runs what falls due at its moment. */
  public void advance(Duration by) {
    long end = ticker.nanos() + by.toNanos();
    Optional<Task> next = dueBy(end);
    while (next.isPresent()) {
      Task task = next.get();
      tasks.remove(task);
      ticker.advance(Duration.ofNanos(Math.max(0, task.at() - ticker.nanos())));
      task.run().run();
      next = dueBy(end);
    }
    ticker.advance(Duration.ofNanos(end - ticker.nanos()));
  }

  /** Timers that are set. */
  public int pending() {
    return tasks.size();
  }

  private Optional<Task> dueBy(long end) {
    long now = ticker.nanos();
    return tasks.stream()
        .filter(task -> end - task.at() >= 0)
        .min(Comparator.comparingLong(task -> task.at() - now));
  }
}

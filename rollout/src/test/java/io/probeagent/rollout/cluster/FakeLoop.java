package io.probeagent.rollout.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time stands still until a test turns the clock. */
final class FakeLoop implements Loop {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private long now;
  private long count;

  private record Task(long at, long number, Runnable work) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public void execute(Runnable task) {
    Timer unused = after(Duration.ZERO, task);
  }

  @Override
  public Timer after(Duration delay, Runnable work) {
    Task task = new Task(now + delay.toNanos(), count++, work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Lets that time pass, and all happen that is due in it. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task task = tasks.remove();
      now = task.at();
      task.work().run();
    }
    now = end;
  }

  void pass(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** Lets happen what is due now. */
  void settle() {
    pass(Duration.ZERO);
  }
}

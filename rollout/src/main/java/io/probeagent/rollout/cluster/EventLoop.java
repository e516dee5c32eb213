package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Daemons;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The real one. After its end it forgets what it is given. */
final class EventLoop implements Loop, AutoCloseable {
  private static final Duration LAST_TASK = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor thread;
  private final Consumer<RuntimeException> broken;

  /**
   * @param broken told of what a task threw
   */
  EventLoop(Consumer<RuntimeException> broken) {
    this.broken = broken;
    thread =
        new ScheduledThreadPoolExecutor(
            1, new Daemons("cluster"), new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(() -> run(task));
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Future<?> future =
        thread.schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      broken.accept(e);
    }
  }

  /** Returns when no task runs any more, and none ever will. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(LAST_TASK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

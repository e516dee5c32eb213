package io.probeagent.agent;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread for what may block, which goes away when it has had nothing to do for a while. */
final class Background {
  private static final Duration LINGER = Duration.ofSeconds(2);

  private Background() {}

  /** One task at a time; more than {@code queue} waiting ones are rejected. */
  static ThreadPoolExecutor thread(String name, int queue, int stackKib) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            LINGER.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(queue),
            task -> {
              Thread thread = new Thread(null, task, name, (long) stackKib << 10);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}

package io.probeagent.bench.run;

import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills all subjects after a time. A server that does not close its connection would be waited for
 * without an end: a time limit of each read would cost the driver a system call.
 */
final class Watchdog implements AutoCloseable {
  private final Duration most;
  private final AtomicBoolean bit = new AtomicBoolean();
  private final Thread thread;

  Watchdog(List<Running> all, Duration most) {
    this.most = most;
    thread = new Thread(() -> watch(all), "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(List<Running> all) {
    try {
      Thread.sleep(most.toMillis());
      bit.set(true);
      all.forEach(Running::kill);
    } catch (InterruptedException inTime) {
      // All is well.
    }
  }

  /** What a failure really was. */
  IOException explain(IOException failure) {
    return bit.get()
        ? new IOException(
            "not done after %d s (does a server keep its connections open?)"
                .formatted(most.toSeconds()),
            failure)
        : failure;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package io.probeagent.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Standard output behind a short queue and a thread that lives only while there is something to
 * write: whoever reads the log may stop reading, and the probes go on.
 */
public final class StandardOutput implements Consumer<String>, AutoCloseable {
  private static final int QUEUE = 512;

  private final OutputStream out;
  private final ThreadPoolExecutor writer;
  private Runnable onDrop = () -> {};

  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
    writer =
        new ThreadPoolExecutor(
            1,
            1,
            2,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(null, task, "probe-log", 128 << 10);
              thread.setDaemon(true);
              return thread;
            },
            (task, pool) -> onDrop.run());
    writer.allowCoreThreadTimeOut(true);
  }

  /** What to do when a line is lost because the queue is full. */
  public void onDrop(Runnable action) {
    onDrop = action;
  }

  @Override
  public void accept(String line) {
    writer.execute(() -> write(line));
  }

  /** Writes what is queued, for half a second at most. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String line) {
    try {
      out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException readerIsGone) {
      onDrop.run();
    }
  }
}

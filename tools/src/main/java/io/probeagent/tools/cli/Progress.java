package io.probeagent.tools.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line that says what takes so long; it goes when that is done. */
final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream to;
  private final boolean isShown;
  private final ScheduledExecutorService clock;
  private final long began = System.nanoTime();
  private String step;
  private boolean isWritten;

  private Progress(PrintStream to, boolean isShown, Duration patience, String step) {
    this.to = to;
    this.isShown = isShown;
    this.step = step;
    this.clock = Executors.newSingleThreadScheduledExecutor(Progress::thread);
    if (isShown) {
      clock.scheduleAtFixedRate(this::write, patience.toMillis(), 1000, TimeUnit.MILLISECONDS);
    }
  }

  /** Shown if standard error is a terminal, and the work takes longer than some seconds. */
  static Progress on(PrintStream to) {
    return new Progress(to, isTerminal(), PATIENCE, "reading");
  }

  static Progress on(PrintStream to, boolean isTerminal, Duration patience, String step) {
    return new Progress(to, isTerminal, patience, step);
  }

  /** Tells what comes now. */
  synchronized void at(String now) {
    step = now;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    erase();
  }

  private synchronized void write() {
    if (!clock.isShutdown()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      to.print(CLEAR + "probe-tools: " + step + " (" + seconds + " s)");
      to.flush();
      isWritten = true;
    }
  }

  private synchronized void erase() {
    if (isShown && isWritten) {
      to.print(CLEAR);
      to.flush();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }

  /** Java can tell it of standard output only; where there is no /proc, nothing is shown. */
  private static boolean isTerminal() {
    try {
      String path = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return path.startsWith("/dev/pts/") || path.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}

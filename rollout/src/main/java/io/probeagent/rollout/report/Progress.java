package io.probeagent.rollout.report;

import io.probeagent.rollout.process.Daemons;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how a run goes while it goes: a line that is drawn anew each second on a terminal, a line
 * of its own every 5 s elsewhere.
 */
public final class Progress implements AutoCloseable {
  private static final String REDRAW = "\r\033[2K";
  private static final int WIDTH_IF_UNKNOWN = 80;

  private final Recorder recorder;
  private final int updates;
  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier clock;
  private Glance before = Glance.NOTHING;
  private boolean closed;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new Daemons("progress"));

  Progress(Recorder recorder, int updates, PrintStream out, boolean terminal, LongSupplier clock) {
    this.recorder = recorder;
    this.updates = updates;
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Begins to tell, until it is closed.
   *
   * @param updates how many there are to be
   * @param terminal whether the line can be drawn anew
   */
  public static Progress of(Recorder recorder, int updates, PrintStream out, boolean terminal) {
    Progress progress = new Progress(recorder, updates, out, terminal, System::nanoTime);
    long seconds = terminal ? 1 : 5;
    out.println(ProgressLine.LEGEND);
    progress.timer.scheduleAtFixedRate(progress::tell, seconds, seconds, TimeUnit.SECONDS);
    return progress;
  }

  /** Says how things stand now. */
  synchronized void tell() {
    if (closed) {
      return;
    }
    Glance now = recorder.glance(clock.getAsLong());
    String line = ProgressLine.text(before, now, updates);
    before = now;
    if (terminal) {
      out.print(REDRAW + ProgressLine.fit(line, width()));
      out.flush();
    } else {
      out.println(line);
    }
  }

  /** Leaves an empty line to go on with. */
  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      if (!closed && terminal) {
        out.print(REDRAW);
        out.flush();
      }
      closed = true;
    }
  }

  /** Shells that export it tell the width; most of the others have at least that many columns. */
  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(columns)
        : WIDTH_IF_UNKNOWN;
  }
}

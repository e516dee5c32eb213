package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that touches the shared folder: it waits for the kernel's events, and looks at
 * every file once in a while besides, since some volumes (gVisor, FUSE) lose events. A volume that
 * hangs stalls this thread, and no probe.
 */
public final class FolderWatch implements AutoCloseable {
  /** Hands a signal to the event loop. */
  @FunctionalInterface
  public interface Sink {
    void signal(App app, Signal signal);
  }

  /** Opens what tells of changes. */
  @FunctionalInterface
  interface Events {
    WatchService open() throws IOException;
  }

  /** How often a folder that is not there is looked for. */
  private static final Duration MISSING_POLL = Duration.ofMillis(250);

  /** A folder that hangs must not hold up the end. */
  private static final long CLOSE_MILLIS = 200;

  /** A look that is due at once still lets the writer finish. */
  private static final long SHORTEST_WAIT = 100_000;

  private final List<Watched> all = new ArrayList<>();
  private final Ticker ticker;
  private final Duration poll;
  private final Events events;
  private final Sink sink;
  private final SourceErrors errors;
  private final Runnable tend;
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable WatchService watcher;
  private long fullLookDue;
  private volatile boolean closed;

  /**
   * @param poll how often to look without an event
   * @param tend run at every look at everything, here where blocking is allowed
   */
  public FolderWatch(
      List<App> apps, Duration poll, Ticker ticker, Sink sink, SourceErrors errors, Runnable tend) {
    this(apps, poll, ticker, FileSystems.getDefault()::newWatchService, sink, errors, tend);
  }

  FolderWatch(
      List<App> apps,
      Duration poll,
      Ticker ticker,
      Events events,
      Sink sink,
      SourceErrors errors,
      Runnable tend) {
    this.poll = poll;
    this.events = events;
    this.ticker = ticker;
    this.fullLookDue = ticker.nanos();
    this.sink = sink;
    this.errors = errors;
    this.tend = tend;
    for (App app : apps) {
      all.add(new Watched(app, files(app), errors));
    }
    thread = new Thread(null, this::run, "probe-files", 256 << 10);
    thread.setDaemon(true);
  }

  private AppFiles files(App app) {
    Path file = app.config().file();
    return switch (app.config().files()) {
      case PLAIN ->
          new ProbeFileSource(file, app.name(), app.known(), ticker, FileGlance::at, errors);
      case LIBERTY ->
          new LibertyFiles(
              file, app.name(), app.known(), ticker, FileGlance::withoutContent, errors);
    };
  }

  /** Starts looking. */
  public void start() {
    thread.start();
  }

  /** Waits until every file was looked at once. */
  public boolean awaitFirstLook(Duration most) throws InterruptedException {
    return firstLook.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether that has been done, and what tends the sockets has run: apps can speak. */
  public boolean hasLooked() {
    return firstLook.getCount() == 0;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS); // what it has seen last is still to reach the event loop
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (WatchService service = open()) {
      watcher = service;
      long wait = guardedRound();
      firstLook.countDown();
      while (!closed) {
        await(wait);
        wait = guardedRound();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      errors.error("", "file", "close", e.toString());
    }
  }

  private @Nullable WatchService open() {
    try {
      return events.open();
    } catch (IOException | UnsupportedOperationException e) {
      errors.error("", "file", "watch", "no file events, polling only: " + e);
      return null;
    }
  }

  /** A defect in looking at one file must not end the looking at all. */
  private long guardedRound() {
    try {
      return round();
    } catch (RuntimeException e) {
      errors.error("", "file", "defect", e.toString());
      return poll.toNanos();
    }
  }

  /** Waits for an event, or until a look is due. */
  private void await(long nanos) throws InterruptedException {
    WatchService service = watcher;
    if (service == null) {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return;
    }
    // One at a time: a flood of events must not keep the looks from coming due.
    WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
    if (key != null) {
      all.forEach(watched -> watched.take(key));
    }
  }

  /**
   * Looks at what stirred, and at everything once in a while, however many events there are in
   * between. Returns how long to wait for the next time, in ns.
   */
  private long round() {
    boolean everything = ticker.nanos() - fullLookDue >= 0;
    boolean missing = false;
    long again = Long.MAX_VALUE;
    for (Watched watched : all) {
      boolean find = everything || watched.isUnwatched();
      missing |= find && !watched.find(watcher);
      if (find || watched.isStirred()) {
        again = Math.min(again, look(watched));
      }
    }
    long now = ticker.nanos();
    if (everything && !closed) {
      tend.run();
      fullLookDue = now + poll.toNanos();
    }
    long left = missing ? MISSING_POLL.toNanos() : fullLookDue - now;
    fullLookDue = now + Math.min(left, fullLookDue - now);
    return Math.max(SHORTEST_WAIT, Math.min(again, fullLookDue - now));
  }

  /** Looks at one file; returns when it wants to be looked at again, in ns. */
  private long look(Watched watched) {
    AppFiles.Look look = watched.look();
    if (closed) {
      return Long.MAX_VALUE; // what was seen while being interrupted may not be so
    }
    for (Signal signal : look.signals()) {
      sink.signal(watched.app(), signal);
    }
    return look.again() >= 0 ? look.again() : Long.MAX_VALUE;
  }
}

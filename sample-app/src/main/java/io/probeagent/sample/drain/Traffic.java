package io.probeagent.sample.drain;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * The phase of a server, its connections and the requests that it works on. Told by all event
 * loops, waited for by the thread that drains.
 */
public final class Traffic {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final IntConsumer onInFlight;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private volatile Phase phase = Phase.SERVE;
  private int inFlight;
  private int open;
  private int observers;
  private long closedByClient;
  private long closedByUs;
  private boolean visited;
  private long lastVisit;
  private boolean hurried;

  /** The listener gets the number in flight at each change; it must not block. */
  public Traffic(IntConsumer onInFlight) {
    this.onInFlight = onInFlight;
  }

  /** The phase now: to be asked when it matters, since it may change at any moment. */
  public Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** How it stands. */
  public Tally tally() {
    lock.lock();
    try {
      return new Tally(
          open, inFlight, Map.copyOf(outcomes), closedByClient, closedByUs, visited, lastVisit);
    } finally {
      lock.unlock();
    }
  }

  /** A request counts from now on. */
  void begin() {
    locked(() -> countInFlight(1));
  }

  /** It is still there, but nobody waits for it any more. */
  void exclude() {
    locked(() -> countInFlight(-1));
  }

  void end(Outcome outcome, boolean counted) {
    locked(
        () -> {
          outcomes.merge(outcome, 1L, Long::sum);
          if (counted) {
            countInFlight(-1);
          }
        });
  }

  void opened() {
    locked(() -> open++);
  }

  /** The first request of a connection has come: an app's, so that the connection was a visit. */
  void visited(long acceptedAt) {
    locked(
        () -> {
          if (!visited || acceptedAt - lastVisit > 0) {
            lastVisit = acceptedAt;
          }
          visited = true;
        });
  }

  /** By how many more or fewer connections are such that no drain has to wait for. */
  void observed(int by) {
    locked(() -> observers += by);
  }

  void closed(boolean observer, boolean byUs) {
    locked(
        () -> {
          open--;
          observers -= observer ? 1 : 0;
          if (byUs) {
            closedByUs++;
          } else {
            closedByClient++;
          }
        });
  }

  /** The drain goes on to QUIESCE at once, or will; may be called by any thread, at any time. */
  public void hurry() {
    locked(() -> hurried = true);
  }

  /** Waits until somebody hurries or the time has come; returns whether somebody hurried. */
  boolean awaitHurry(long until, Runnable everySecond) throws InterruptedException {
    await(now -> Long.MAX_VALUE, until, true, everySecond);
    return hurried();
  }

  /** Waits until no app's connection is open, and none has come for that long. */
  boolean awaitQuiet(long quiet, long until, Runnable everySecond) throws InterruptedException {
    return await(
        now -> {
          if (open > observers) {
            return Long.MAX_VALUE;
          }
          return visited ? Math.max(0, lastVisit + quiet - now) : 0;
        },
        until,
        true,
        everySecond);
  }

  /** Waits until no connection is open, and what became of its requests is known. */
  boolean awaitClosed(long until, Runnable everySecond) throws InterruptedException {
    return await(now -> open == 0 && inFlight == 0 ? 0 : Long.MAX_VALUE, until, false, everySecond);
  }

  /** Waits until nothing is in flight. */
  public boolean awaitIdle(long until) throws InterruptedException {
    return await(now -> inFlight == 0 ? 0 : Long.MAX_VALUE, until, false, () -> {});
  }

  boolean hurried() {
    lock.lock();
    try {
      return hurried;
    } finally {
      lock.unlock();
    }
  }

  /** How long it is, at least, until something holds; 0 if it does. */
  private interface Wait {
    long left(long now);
  }

  private boolean await(Wait wait, long until, boolean hurriable, Runnable everySecond)
      throws InterruptedException {
    lock.lock();
    try {
      long tick = System.nanoTime() + SECOND;
      while (true) {
        long now = System.nanoTime();
        long left = wait.left(now);
        if (left == 0 || (hurriable && hurried)) {
          return left == 0;
        }
        if (now - until >= 0) {
          return false;
        }
        if (now - tick >= 0) {
          tick += SECOND;
          // Not under the lock: whoever reads what it prints may be slow, the event loops may not.
          lock.unlock();
          try {
            everySecond.run();
          } finally {
            lock.lock();
          }
          continue;
        }
        changed.awaitNanos(Math.min(left, Math.min(until - now, tick - now)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void countInFlight(int by) {
    inFlight += by;
    // Told under the lock: else (1) one loop counts 1, (2) another counts 2 and tells it, (3) the
    // first tells its 1, and the listener stays one short.
    try {
      onInFlight.accept(inFlight);
    } catch (RuntimeException e) {
      // Whoever counts must go on: a request that is begun but not known would never be uncounted.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

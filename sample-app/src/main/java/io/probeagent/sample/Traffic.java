package io.probeagent.sample;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/** The server's phase, and the requests it works on. Used by all event loops and the drain. */
final class Traffic {

  private final IntConsumer onChange;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<Route, LongAdder> totals = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Drain.Phase phase = Drain.Phase.SERVE;

  /** The listener gets the number in flight at each change; it must not block. */
  Traffic(IntConsumer onChange) {
    this.onChange = onChange;
  }

  Drain.Phase phase() {
    return phase;
  }

  void enter(Drain.Phase next) {
    phase = next;
  }

  int inFlight() {
    return inFlight.get();
  }

  long total(Route route) {
    return totals.getOrDefault(route, new LongAdder()).sum();
  }

  void begin(Route route) {
    totals.computeIfAbsent(route, r -> new LongAdder()).increment();
    change(route, 1);
  }

  void end(Route route) {
    change(route, -1);
  }

  /** Waits until nothing is in flight, for that long at most; returns whether it is so. */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (inFlight() > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
      return inFlight() == 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts and tells in one step. Without the lock: (1) one loop counts 1, (2) another counts 2 and
   * tells it, (3) the first tells its 1, and the listener stays one short.
   */
  private void change(Route route, int by) {
    if (!route.isWork()) {
      return;
    }
    lock.lock();
    try {
      int now = inFlight.addAndGet(by);
      onChange.accept(now);
      if (now == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}

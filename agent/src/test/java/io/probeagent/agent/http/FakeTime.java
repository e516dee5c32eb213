package io.probeagent.agent.http;

import io.probeagent.agent.pod.Timers;
import io.probeagent.agent.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A clock that stands still until it is told to go on, with the timers that hang on it. It
 * overflows one second after its start: moments may be compared by difference only.
 */
public final class FakeTime implements Ticker, Timers {
  private static final long START = Long.MAX_VALUE - 1_000_000_000L;
  private static final Instant WALL = Instant.parse("2026-11-22T14:00:00.123Z");

  private final List<Timer> timers = new ArrayList<>();
  private long passed;
  private long step;

  private record Timer(long at, Runnable task) {}

  @Override
  public synchronized long nanos() {
    passed += step;
    return START + passed;
  }

  @Override
  public synchronized Instant wall() {
    return WALL.plusNanos(passed);
  }

  @Override
  public synchronized void in(long nanos, Runnable task) {
    timers.add(new Timer(passed + Math.max(0, nanos), task));
  }

  /** Lets time pass; every timer runs at its own moment. */
  public synchronized void pass(Duration time) {
    long end = passed + time.toNanos();
    while (true) {
      Timer next = timers.stream().min(Comparator.comparingLong(Timer::at)).orElse(null);
      if (next == null || next.at > end) {
        passed = end;
        return;
      }
      timers.remove(next);
      passed = Math.max(passed, next.at);
      next.task.run();
    }
  }

  /** Lets time pass without any timer: the event loop stalls. */
  public synchronized void stall(Duration time) {
    passed += time.toNanos();
  }

  /** From now on, time passes at every look at the clock. */
  public synchronized void step(Duration time) {
    step = time.toNanos();
  }

  /** How many timers are set. */
  public synchronized int pending() {
    return timers.size();
  }
}

package io.probeagent.agent.fake;

import io.probeagent.agent.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until told. The monotonic one overflows 7 s after the start. */
public final class FakeTicker implements Ticker {
  public static final Instant START = Instant.parse("2026-11-22T14:00:00.123456789Z");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(7).toNanos());
  private volatile Instant wall = START;

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant wall() {
    return wall;
  }

  /** Moves both clocks. */
  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
    wall = wall.plus(by);
  }

  /** Makes the wall clock jump. */
  public void jumpTo(Instant time) {
    wall = time;
  }
}

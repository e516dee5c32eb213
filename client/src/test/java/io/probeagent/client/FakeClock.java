package io.probeagent.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Nanoseconds that pass only when told to. */
final class FakeClock implements LongSupplier {

  private final AtomicLong now = new AtomicLong(-1_000_000);

  void advance(Duration by) {
    now.addAndGet(by.toNanos());
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}

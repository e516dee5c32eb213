package io.probeagent.agent.time;

import java.time.Instant;

/** The clocks: a monotonic one that judges, and the wall clock, which is only shown. */
public interface Ticker {
  /** Monotonic nanoseconds with an arbitrary origin; compare by difference only. */
  long nanos();

  /** The wall clock, which may jump. */
  Instant wall();

  /** The machine's clocks. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant wall() {
          return Instant.now();
        }
      };
}

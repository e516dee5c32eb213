package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A promise to beat.
 *
 * @param every the longest time between two beats, in ns, above 0, or {@link #OFF}
 * @param beat when the last beat came
 */
public record Watchdog(long every, long beat) {
  /** In place of a time: the app has turned off the watchdog that the setting gives it. */
  public static final long OFF = -1;

  /** Whether beats are expected. */
  public boolean isOn() {
    return every != OFF;
  }

  /** When it is overdue, on the clock of {@code beat}. */
  long due() {
    return beat + every;
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Watchdog other && every == other.every && beat == other.beat;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(every) + Long.hashCode(beat);
  }
}

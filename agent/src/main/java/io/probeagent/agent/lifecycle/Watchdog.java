package io.probeagent.agent.lifecycle;

/**
 * A promise to beat.
 *
 * @param every the longest time between two beats, in ns, above 0
 * @param beat when the last beat came
 */
public record Watchdog(long every, long beat) {
  /** When it is overdue, on the clock of {@code beat}. */
  long due() {
    return beat + every;
  }
}

package io.probeagent.sample.drain;

import java.util.Map;

/**
 * How the traffic stands at a moment.
 *
 * @param open connections, those of observers included
 * @param inFlight requests being worked on, those of observers apart
 * @param outcomes of the requests so far
 * @param visited whether an app's connection ever came
 * @param lastVisit when the last one was accepted, of {@link System#nanoTime}
 */
public record Tally(
    int open,
    int inFlight,
    Map<Outcome, Long> outcomes,
    long closedByClient,
    long closedByUs,
    boolean visited,
    long lastVisit) {

  /** Requests that ended so. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}

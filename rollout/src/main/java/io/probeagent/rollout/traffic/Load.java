package io.probeagent.rollout.traffic;

import io.probeagent.rollout.record.ClientKind;
import java.time.Duration;
import java.util.Map;

/**
 * Who asks, for what, and how often.
 *
 * @param clients how many of each kind, 0 or more
 * @param think the longest pause of a {@link ClientKind#KEEP_ALIVE} between two requests, 0 or more
 * @param patience for one request, from its first byte or the asking for its connection; above 0
 * @param seed of all that is random in the requests and pauses
 */
public record Load(
    Map<ClientKind, Integer> clients,
    RequestPlan plan,
    Duration think,
    Duration patience,
    long seed) {
  public static final Duration THINK = Duration.ofMillis(500);
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public Load {
    clients = Map.copyOf(clients);
    clients.forEach(
        (kind, count) -> {
          if (count < 0) {
            throw new IllegalArgumentException(
                kind.label() + "=" + count + " (expected: 0 or more clients)");
          }
          if (count > 0 && !plan.serves(kind)) {
            throw new IllegalArgumentException(
                kind.label()
                    + "="
                    + count
                    + " (expected: 0, it asks for what only the sample has)");
          }
        });
    if (think.isNegative()) {
      throw new IllegalArgumentException("think=" + think + " (expected: 0 or more)");
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience=" + patience + " (expected: 1 ms or more)");
    }
  }

  /** With a think time of 500 ms and 30 s of patience. */
  public static Load of(Map<ClientKind, Integer> clients, RequestPlan plan, long seed) {
    return new Load(clients, plan, THINK, PATIENCE, seed);
  }
}

package io.probeagent.client;

import java.time.Duration;

/**
 * How a stopping app shall spend its time. Both spans begin with the call of {@link
 * ProbeClient#draining()}.
 *
 * @param delay how long to serve on as if nothing had happened, while every load balancer learns
 *     that this pod goes away; zero or more, by default 5 s
 * @param deadline when to be done with everything, in-flight requests included; zero or more, by
 *     default 27 s
 */
public record DrainPlan(Duration delay, Duration deadline) {

  /** What the agent answers when nobody configured it, and what holds when it does not answer. */
  static final DrainPlan DEFAULT = new DrainPlan(Duration.ofSeconds(5), Duration.ofSeconds(27));

  /** Nobody routes to an app without an agent: there is nothing to wait for. */
  static final DrainPlan ALONE = new DrainPlan(Duration.ZERO, DEFAULT.deadline);

  /** Longer spans than a day are garbage, and would overflow an app's arithmetic on nanoseconds. */
  private static final long MAX_MS = Duration.ofDays(1).toMillis();

  /**
   * @throws IllegalArgumentException if a span is negative
   */
  public DrainPlan {
    requireNotNegative("delay", delay);
    requireNotNegative("deadline", deadline);
  }

  /** Reads {@code OK delay_ms=5000 deadline_ms=27000}; what is missing or unusable is default. */
  static DrainPlan fromReply(String reply) {
    Duration delay = DEFAULT.delay;
    Duration deadline = DEFAULT.deadline;
    if (reply.startsWith("OK ")) {
      for (String word : reply.split(" ", -1)) {
        if (word.startsWith("delay_ms=")) {
          delay = millis(word, delay);
        } else if (word.startsWith("deadline_ms=")) {
          deadline = millis(word, deadline);
        }
      }
    }
    return new DrainPlan(delay, deadline);
  }

  private static Duration millis(String word, Duration otherwise) {
    try {
      long ms = Long.parseLong(word.substring(word.indexOf('=') + 1));
      return ms < 0 || ms > MAX_MS ? otherwise : Duration.ofMillis(ms);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static void requireNotNegative(String name, Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException(name + ": " + span + " (expected: >= 0)");
    }
  }
}

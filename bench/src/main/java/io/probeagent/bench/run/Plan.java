package io.probeagent.bench.run;

import java.time.Duration;

/**
 * How long things take. What is measured in slices is measured in turn: whatever disturbs the
 * machine disturbs all alike.
 *
 * @param rounds each with a new process of each subject
 * @param warmUp probes before anything is measured
 * @param slices turns of each subject with one client
 * @param probes in each of these
 * @param saturations turns of each subject with all clients
 * @param saturation the time of each of these
 * @param idle how long they are watched without a probe
 * @param signals of each way, an even number
 * @param execs exec probes in each turn
 */
public record Plan(
    int rounds,
    int warmUp,
    int slices,
    int probes,
    int saturations,
    Duration saturation,
    Duration idle,
    int signals,
    int execs) {
  public static final int CLIENTS = 8;

  public static Plan full(int rounds) {
    return new Plan(
        rounds, 3_000, 10, 1_000, 4, Duration.ofSeconds(1), Duration.ofMinutes(1), 400, 10);
  }

  public static Plan quick(int rounds) {
    return new Plan(
        rounds, 3_000, 3, 1_000, 2, Duration.ofMillis(500), Duration.ofSeconds(10), 100, 10);
  }
}

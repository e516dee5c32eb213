package io.probeagent.rollout.traffic;

import java.util.random.RandomGenerator;

/**
 * How long requests ask to take: most are short, so that many of them are under way when a pod
 * goes, and some are long, so that some of these are too. 70 % take up to 20 ms, 25 % up to 100 ms,
 * 5 % up to the most.
 */
final class WorkTimes {
  private static final int SHORT_MS = 20;
  private static final int MIDDLE_MS = 100;

  private final int most;
  private final RandomGenerator random;

  WorkTimes(int most, RandomGenerator random) {
    check(most);
    this.most = most;
    this.random = random;
  }

  static void check(int maxWorkMs) {
    if (maxWorkMs < 0 || maxWorkMs == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("maxWorkMs=" + maxWorkMs + " (expected: 0 or more)");
    }
  }

  /** Milliseconds, from 0 to the most. */
  int next() {
    int percent = random.nextInt(100);
    if (percent < 70) {
      return between(0, SHORT_MS);
    }
    return percent < 95 ? between(SHORT_MS, MIDDLE_MS) : between(MIDDLE_MS, most);
  }

  private int between(int low, int high) {
    return random.nextInt(Math.min(low, most), Math.min(high, most) + 1);
  }
}

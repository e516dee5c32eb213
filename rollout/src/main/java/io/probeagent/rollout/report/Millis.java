package io.probeagent.rollout.report;

/** Milliseconds, as a report has them. */
final class Millis {
  private Millis() {}

  /** To a tenth: threads take longer than that to be told. */
  static double of(long nanos) {
    return Math.round(nanos / 1e5) / 10.0;
  }
}

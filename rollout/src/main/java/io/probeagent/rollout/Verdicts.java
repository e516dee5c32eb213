package io.probeagent.rollout;

/**
 * The answers to the three probes, as HTTP status codes.
 *
 * @param startup {@link Prober#NO_ANSWER} if there was none, like the others
 */
record Verdicts(int startup, int live, int ready) {
  static final Verdicts NONE = new Verdicts(0, 0, 0);
  static final Verdicts DOWN = new Verdicts(503, 503, 503);
  static final Verdicts STARTING = new Verdicts(503, 200, 503);
  static final Verdicts READY = new Verdicts(200, 200, 200);
  static final Verdicts UNREADY = new Verdicts(200, 200, 503);

  int of(Probe probe) {
    return switch (probe) {
      case STARTUP -> startup;
      case LIVE -> live;
      case READY -> ready;
    };
  }

  @Override
  public String toString() {
    return Prober.text(startup) + "/" + Prober.text(live) + "/" + Prober.text(ready);
  }
}

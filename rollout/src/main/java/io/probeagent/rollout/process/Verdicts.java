package io.probeagent.rollout.process;

/**
 * The answers to the three probes, as HTTP status codes.
 *
 * @param startup {@link Prober#NO_ANSWER} if there was none, like the others
 */
public record Verdicts(int startup, int live, int ready) {
  public static final Verdicts NONE = new Verdicts(0, 0, 0);
  public static final Verdicts DOWN = new Verdicts(503, 503, 503);
  public static final Verdicts STARTING = new Verdicts(503, 200, 503);
  public static final Verdicts READY = new Verdicts(200, 200, 200);
  public static final Verdicts UNREADY = new Verdicts(200, 200, 503);

  public int of(Probe probe) {
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

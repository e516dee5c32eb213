package io.probeagent.rollout.cluster;

/** The pods do not get where they should. */
public final class RolloutFailed extends Exception {
  private static final long serialVersionUID = 1;

  public RolloutFailed(String problem) {
    super(problem);
  }
}

package io.probeagent.rollout.process;

/** A pod's life took another turn than it should, and cannot go on. */
public final class LifeBroken extends Exception {
  private static final long serialVersionUID = 1;

  public LifeBroken(String problem) {
    super(problem);
  }
}

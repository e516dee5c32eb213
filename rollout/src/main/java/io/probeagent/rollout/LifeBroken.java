package io.probeagent.rollout;

/** A pod's life took another turn than it should, and cannot go on. */
final class LifeBroken extends Exception {
  private static final long serialVersionUID = 1;

  LifeBroken(String problem) {
    super(problem);
  }
}

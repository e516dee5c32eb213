package io.probeagent.agent.lifecycle;

/** Where an app stands. The verdicts of each phase are the table in {@link Verdicts}. */
public enum Phase {
  /** No instance of the app was seen yet. */
  UNKNOWN,
  /** An instance is there and has not said {@code READY=1}. */
  STARTING,
  /** It serves. */
  READY,
  /** It said {@code READY=0}: alive, but wants no traffic. */
  NOT_READY,
  /** It said {@code STOPPING=1}, or a drain was asked for: it finishes what it has. */
  DRAINING,
  /** Its last instance ended cleanly. */
  STOPPED,
  /**
   * Its last instance broke: lost its lease for too long, said that it is broken, or ended with an
   * error.
   */
  FAILED;

  /** Whether there is an instance that has not ended. */
  public boolean isAlive() {
    return this == STARTING || this == READY || this == NOT_READY || this == DRAINING;
  }

  /** Whether the last instance has ended and none has followed. */
  public boolean isOver() {
    return this == STOPPED || this == FAILED;
  }
}

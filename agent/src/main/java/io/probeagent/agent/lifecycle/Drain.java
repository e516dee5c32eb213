package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A drain under way.
 *
 * @param origin who began it; {@link Origin#APP} is final for the instance
 * @param since when it began; an app's own stop joins the drain that was asked for before it
 * @param delay propagation delay in ns, from {@code since}
 * @param deadline when it must be over
 * @param wasReady whether the app was ready when it began: only then can readiness be held
 * @param readySaid whether the app said ready since: it then returns by itself at the deadline
 */
public record Drain(
    Origin origin, long since, long delay, long deadline, boolean wasReady, boolean readySaid) {

  /** Who began a drain. */
  public enum Origin {
    /** The app said {@code STOPPING=1}. */
    APP,
    /** preStop or an operator asked for it. */
    OUTSIDE,
    /** The agent was told to stop while the app still runs. */
    AGENT
  }

  /**
   * Whether it was meant to be over: a drain that the app outlived was for a restart, or is off.
   */
  boolean expired(long now) {
    return origin != Origin.APP && now - deadline >= 0;
  }

  Drain withReadySaid() {
    return new Drain(origin, since, delay, deadline, wasReady, true);
  }

  /** Joined by the agent, which was told to stop. */
  Drain takenOver(long newDeadline) {
    return new Drain(Origin.AGENT, since, delay, newDeadline, wasReady, false);
  }

  Drain withDeadline(long newDeadline) {
    return new Drain(origin, since, delay, newDeadline, wasReady, readySaid);
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Drain other
        && origin == other.origin
        && since == other.since
        && delay == other.delay
        && deadline == other.deadline
        && wasReady == other.wasReady
        && readySaid == other.readySaid;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * origin.hashCode() + Long.hashCode(since)) + Long.hashCode(delay))
        + Long.hashCode(deadline);
  }
}

package io.probeagent.sample.drain;

/** What a server is about. It goes through these in order, once; see {@link Drain}. */
public enum Phase {
  /** Nobody asked it to stop. */
  SERVE,
  /** Load balancers learn that this pod goes away; what still comes is served as ever. */
  PROPAGATE,
  /** Clients are told to go elsewhere, each with the answer that it gets; all are served. */
  NUDGE,
  /** The listener gets closed. */
  QUIESCE,
  /** Each connection ends with the answer that it owes. */
  FINISH,
  /** The deadline has come: what has not begun is refused, what has is cut off. */
  FORCE,
  /** Nothing is left. */
  CLEANUP;

  /** Whether answers tell their clients to go elsewhere. */
  boolean isLeaving() {
    return compareTo(NUDGE) >= 0;
  }

  /** Whether a connection that owes nothing is ended. */
  boolean isEnding() {
    return compareTo(FINISH) >= 0;
  }
}

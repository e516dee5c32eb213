package io.probeagent.sample;

/** What the server is about. It goes through these in order, once. */
enum Phase {
  /** Nobody asked it to stop. */
  SERVE,
  /** Load balancers learn that this pod goes away; what still comes is served as ever. */
  PROPAGATE,
  /** The listener gets closed. */
  QUIESCE,
  /** Each connection ends with the answer that it owes. */
  FINISH,
  /** What is left is cut off. */
  CLEANUP
}

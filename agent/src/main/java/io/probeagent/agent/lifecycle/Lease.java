package io.probeagent.agent.lifecycle;

/** What is known of an instance's stream connection. */
public sealed interface Lease {
  /** It never had one: a file, one-shots or datagrams speak for it. */
  record None() implements Lease {}

  /** It is connected. */
  record Held() implements Lease {}

  /** The agent itself was away; the holder has the lease time-out to come back, unnoticed. */
  record Awaited(long since) implements Lease {}

  /** It broke off without {@code BYE=1}: not ready at once, failed after the lease time-out. */
  record Lost(long since) implements Lease {}

  Lease NONE = new None();
  Lease HELD = new Held();
}

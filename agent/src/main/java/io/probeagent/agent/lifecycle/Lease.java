package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/** What is known of an instance's stream connection. Compared by hand, as {@link AppState} is. */
public sealed interface Lease {
  /** It never had one: a file, one-shots or datagrams speak for it. */
  record None() implements Lease {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof None;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** It is connected. */
  record Held() implements Lease {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Held;
    }

    @Override
    public int hashCode() {
      return 2;
    }
  }

  /** The agent itself was away; the holder has the lease time-out to come back, unnoticed. */
  record Awaited(long since) implements Lease {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Awaited other && since == other.since;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(since);
    }
  }

  /** It broke off without {@code BYE=1}: not ready at once, failed after the lease time-out. */
  record Lost(long since) implements Lease {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Lost other && since == other.since;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(since);
    }
  }

  Lease NONE = new None();
  Lease HELD = new Held();
}

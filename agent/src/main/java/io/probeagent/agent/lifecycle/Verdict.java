package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one probe.
 *
 * @param ok whether it is 200 or 503
 * @param reason why not, for people; empty when ok
 */
public record Verdict(boolean ok, String reason) {
  static final Verdict OK = new Verdict(true, "");

  static Verdict no(String reason) {
    return new Verdict(false, reason);
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Verdict other && ok == other.ok && reason.equals(other.reason);
  }

  @Override
  public int hashCode() {
    return 31 * Boolean.hashCode(ok) + reason.hashCode();
  }
}

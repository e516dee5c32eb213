package io.probeagent.agent.lifecycle;

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
}

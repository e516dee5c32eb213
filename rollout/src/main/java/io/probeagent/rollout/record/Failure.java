package io.probeagent.rollout.record;

import java.util.Locale;

/**
 * Why a request has no good answer.
 *
 * @param detail for people, one line
 */
public record Failure(Kind kind, String detail) {
  /** What the client saw. */
  public enum Kind {
    /** No connection. */
    REFUSED,
    /** The connection was reset. */
    RESET,
    /** The connection ended in order, before the answer was complete. */
    EOF,
    /** Nothing came in time. */
    TIMEOUT,
    /** An answer, but not of the codes 200 to 399. */
    STATUS,
    /** An answer that breaks the protocol, or is the answer to something else. */
    PROTOCOL;

    /** As it stands in reports: {@code reset}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

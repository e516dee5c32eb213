package io.probeagent.sample.drain;

import java.util.Locale;

/** What became of a request. */
public enum Outcome {
  /** Its answer was written. */
  SERVED,
  /** It had not begun at the deadline, and got a 503. */
  REFUSED,
  /** It was being worked on at the deadline, or was an endless answer that would not end. */
  ABORTED,
  /** Its client went away. */
  ABANDONED,
  /** It was sent ahead, behind one whose answer said that the connection ends; never looked at. */
  HANDED_BACK;

  /** As it stands in the log and in metrics: {@code handed_back}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

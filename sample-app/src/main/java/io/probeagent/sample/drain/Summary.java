package io.probeagent.sample.drain;

import java.util.Locale;

/** The last line of a drain. */
final class Summary {

  private Summary() {}

  /** What has happened between two tallies. */
  static String of(Tally before, Tally after, long start, long now) {
    StringBuilder line = new StringBuilder("drain over: t=").append(seconds(now - start));
    for (Outcome outcome : Outcome.values()) {
      line.append(' ').append(outcome.label()).append('=');
      line.append(after.count(outcome) - before.count(outcome));
    }
    line.append(" closed_by_client=").append(after.closedByClient() - before.closedByClient());
    line.append(" closed_by_us=").append(after.closedByUs() - before.closedByUs());
    line.append(" last_new=");
    boolean visited = after.visited() && after.lastVisit() - start >= 0;
    return line.append(visited ? seconds(after.lastVisit() - start) : "none").toString();
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3fs", nanos / 1e9);
  }
}

package io.probeagent.rollout.report;

import io.probeagent.rollout.record.PodPhase;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line about a run that is under way. */
final class ProgressLine {
  /** What the letters of the pods mean. */
  static final String LEGEND = "pods: P pending, S starting, N not ready, R ready, T terminating";

  private ProgressLine() {}

  /**
   * Says how things stand, and how many requests there were a second since an earlier glance.
   *
   * @param updates how many there are to be
   */
  static String text(Glance before, Glance now, int updates) {
    double seconds = (now.at() - before.at()) / 1e9;
    long rate = seconds <= 0 ? 0 : Math.round((now.requests() - before.requests()) / seconds);
    String cut = now.cut() == 0 ? "" : "  cut " + now.cut();
    return String.format(
        Locale.ROOT,
        "%6.1f s  %s  pods %s  %d/s  failed %d%s",
        now.at() / 1e9,
        update(now, updates),
        now.pods().stream().map(ProgressLine::letter).collect(Collectors.joining()),
        rate,
        now.failed(),
        cut);
  }

  /** Cuts a line to the width of a terminal: one that wraps could not be drawn anew. */
  static String fit(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  private static String update(Glance now, int updates) {
    if (now.update() == 0) {
      return "before the first of " + updates + (updates == 1 ? " update" : " updates");
    }
    String number = "update " + now.update() + "/" + updates;
    return now.updating() ? number + " lag " + now.lag().toMillis() + " ms" : number + " done";
  }

  private static String letter(PodPhase phase) {
    return phase.name().substring(0, 1);
  }
}

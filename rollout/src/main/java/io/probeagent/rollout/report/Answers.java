package io.probeagent.rollout.report;

import java.util.ArrayList;
import java.util.List;

/** The answers to one probe; equal ones in a row are one run. Not thread-safe. */
final class Answers {
  private final List<Run> runs = new ArrayList<>();

  /**
   * @param from time of the first of these answers
   * @param to time of the last one
   */
  record Run(int code, long from, long to, long count) {}

  void add(int code, long at) {
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).code() == code) {
      Run run = runs.get(last);
      runs.set(last, new Run(code, run.from(), Math.max(run.to(), at), run.count() + 1));
    } else {
      runs.add(new Run(code, at, at, 1));
    }
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }
}

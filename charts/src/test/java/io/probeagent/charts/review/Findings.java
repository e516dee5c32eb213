package io.probeagent.charts.review;

import java.util.ArrayList;
import java.util.List;

/** What was found, each with where. */
final class Findings {
  private final List<String> list = new ArrayList<>();

  void unless(boolean right, String where, String problem) {
    if (!right) {
      list.add(where + ": " + problem);
    }
  }

  List<String> list() {
    return List.copyOf(list);
  }
}

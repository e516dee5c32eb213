package io.probeagent.rollout.life;

import java.util.ArrayList;
import java.util.List;

/** What was looked at, and what was wrong with it. */
final class Checks {
  private final List<String> problems = new ArrayList<>();
  private int count;

  /** Takes one finding in. */
  void check(boolean right, String otherwise) {
    count++;
    if (!right) {
      problems.add(otherwise);
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The last lines of a run. */
  String report() {
    if (problems.isEmpty()) {
      return "pod life: " + count + " checks, all verdicts right\n";
    }
    StringBuilder report = new StringBuilder();
    report.append("pod life: %d checks, %d wrong:\n".formatted(count, problems.size()));
    problems.forEach(problem -> report.append("  - ").append(problem).append('\n'));
    return report.toString();
  }
}

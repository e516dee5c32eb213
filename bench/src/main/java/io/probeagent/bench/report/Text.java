package io.probeagent.bench.report;

import io.probeagent.bench.figure.Tables;
import io.probeagent.bench.subject.Subject;

/** For a terminal. */
public final class Text {
  private Text() {}

  public static String of(Run run) {
    StringBuilder out = new StringBuilder();
    for (Subject subject : run.subjects()) {
      out.append(subject.name()).append(": ").append(subject.describe()).append('\n');
    }
    return out.append('\n')
        .append(Tables.figures(run.results(), run.names()).text())
        .append('\n')
        .append(Tables.bounds(run.results(), run.agents()).text())
        .append('\n')
        .append(run.circumstances())
        .append('\n')
        .toString();
  }
}

package io.probeagent.tools.report;

import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.yaml.Position;

/**
 * Where a finding is, from 1; the end is behind the last character, on the same line.
 *
 * @param file as it was given, with {@code stdin} for standard input
 */
record Place(String file, int line, int column, int endColumn) {
  static Place of(Finding finding) {
    Position start = finding.at().position();
    Position end = finding.at().end();
    String name = finding.at().source().name();
    return new Place(
        name.equals("-") ? "stdin" : name,
        start.line(),
        start.column(),
        Math.max(start.column() + 1, end.column()));
  }
}

package io.probeagent.tools.report;

import io.probeagent.tools.lint.Finding;
import java.util.List;
import java.util.function.Consumer;

/** A form in which findings are written. */
public interface Report {
  /**
   * Writes it piece by piece, each with its line end: a hundred thousand findings are more text
   * than fits into memory beside what they were found in.
   */
  void write(List<Finding> findings, Consumer<String> to);

  /** The whole text. */
  default String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    write(findings, text::append);
    return text.toString();
  }
}

package io.probeagent.tools.report;

import io.probeagent.tools.lint.Finding;
import java.util.List;

/** A form in which findings are written. */
@FunctionalInterface
public interface Report {
  /** The whole text, with a line end. */
  String of(List<Finding> findings);
}

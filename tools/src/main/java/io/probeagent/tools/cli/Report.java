package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Outcome;
import java.io.PrintStream;
import java.util.List;

/** Tells what became of each workload. */
sealed interface Report permits TextReport, JsonReport {
  void write(List<Outcome> outcomes, PrintStream to);
}

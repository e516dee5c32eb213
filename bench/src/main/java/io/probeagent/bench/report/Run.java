package io.probeagent.bench.report;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.proc.Machine;
import io.probeagent.bench.run.Noise;
import io.probeagent.bench.subject.Subject;
import java.util.List;
import java.util.Locale;

/**
 * All that is to be told of a run.
 *
 * @param agents the names of those subjects that the bounds are for
 * @param loadAfter the load average at its end
 */
public record Run(
    Machine machine,
    int rounds,
    List<Subject> subjects,
    List<String> agents,
    Results results,
    Noise noise,
    double loadAfter) {
  List<String> names() {
    return subjects.stream().map(Subject::name).toList();
  }

  /** On one line: where, how often, and what disturbed it. */
  String circumstances() {
    return String.format(
        Locale.ROOT,
        "%s; rounds: %d; load average %.2f before and %.2f after, other programs took %.0f %% of the"
            + " processors (at worst %.0f %%)%s",
        machine.text(),
        rounds,
        noise.loadBefore(),
        loadAfter,
        noise.mean() * 100,
        noise.worst() * 100,
        noise.isLoud() ? ": LOADED, the figures are rough" : "");
  }
}

package io.probeagent.bench.run;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.proc.Cpu;
import io.probeagent.bench.subject.Running;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Starts all subjects, measures them in turn, ends them; and that again. */
public final class Rounds {
  /** For the probes of one round, which take half a minute on a machine that does little else. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final List<Subject> subjects;
  private final Plan plan;
  private final Set<Part> parts;
  private final Consumer<String> progress;
  private final Noise noise = new Noise();

  public Rounds(List<Subject> subjects, Plan plan, Set<Part> parts, Consumer<String> progress) {
    this.subjects = subjects;
    this.plan = plan;
    this.parts = parts;
    this.progress = progress;
  }

  /** What others did meanwhile. */
  public Noise noise() {
    return noise;
  }

  public Results run() throws IOException, InterruptedException {
    Results results = new Results();
    if (Collections.disjoint(parts, Part.OF_ALL)) {
      return results;
    }
    // Files come into the page cache, which they are in on a node, too.
    for (Subject subject : subjects) {
      Running.start(subject).close();
    }
    for (int round = 0; round < plan.rounds(); round++) {
      progress.accept("round " + (round + 1) + " of " + plan.rounds());
      List<Subject> order = new ArrayList<>(subjects);
      // Nobody is always the first.
      Collections.rotate(order, -round);
      round(order, results);
    }
    return results;
  }

  private void round(List<Subject> order, Results results)
      throws IOException, InterruptedException {
    List<Running> all = new ArrayList<>();
    try {
      for (Subject subject : order) {
        Running running = Running.start(subject);
        all.add(running);
        if (parts.contains(Part.START)) {
          results.add(Figure.START, subject.name(), running.startNanos() / 1e6);
          results.add(Figure.START_CPU, subject.name(), Cpu.nanos(running.family()) / 1e6);
        }
      }
      noise.during(all, () -> measure(all, results));
      // Not counted as noise: in all that time others hardly matter.
      if (parts.contains(Part.IDLE)) {
        new Idle().take(all, plan, results);
      }
    } finally {
      all.forEach(Running::close);
    }
  }

  private void measure(List<Running> all, Results results)
      throws IOException, InterruptedException {
    try (Watchdog watchdog = new Watchdog(all, LIMIT)) {
      try {
        for (Measure measure : measures()) {
          measure.take(all, plan, results);
        }
      } catch (IOException e) {
        throw watchdog.explain(e);
      }
    }
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    if (parts.contains(Part.PROBE) || parts.contains(Part.MEMORY)) {
      measures.add(new OneClient());
    }
    if (parts.contains(Part.MEMORY)) {
      measures.add(new MemoryUse());
    }
    if (parts.contains(Part.SATURATION)) {
      measures.add(new Saturation());
      measures.add(MemoryUse::saturated);
    }
    return measures;
  }
}

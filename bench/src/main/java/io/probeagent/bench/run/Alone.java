package io.probeagent.bench.run;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.signal.SignalAnswers;
import io.probeagent.bench.subject.Running;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What is measured of the agent while no peer runs. */
public final class Alone {
  private final List<? extends Subject> agents;
  private final Plan plan;
  private final Set<Part> parts;
  private final Consumer<String> progress;

  public Alone(
      List<? extends Subject> agents, Plan plan, Set<Part> parts, Consumer<String> progress) {
    this.agents = agents;
    this.plan = plan;
    this.parts = parts;
    this.progress = progress;
  }

  public void run(Results into) throws IOException, InterruptedException {
    if (parts.contains(Part.SIGNAL)) {
      progress.accept("signals");
      for (int round = 0; round < plan.rounds(); round++) {
        for (Subject agent : agents) {
          try (Running running = Running.start(agent)) {
            new SignalAnswers(plan.signals()).take(running, into);
          }
        }
      }
    }
  }
}

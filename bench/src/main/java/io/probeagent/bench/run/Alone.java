package io.probeagent.bench.run;

import io.probeagent.bench.alone.CgroupMemory;
import io.probeagent.bench.alone.ImageSize;
import io.probeagent.bench.exec.ExecProbe;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.signal.SignalAnswers;
import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Running;
import io.probeagent.bench.subject.Workshop;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What is measured of the agent while no peer runs. */
public final class Alone {
  private final List<Agent> agents;
  private final Workshop workshop;
  private final Plan plan;
  private final Set<Part> parts;
  private final Noise noise;
  private final Consumer<String> progress;

  public Alone(
      List<Agent> agents,
      Workshop workshop,
      Plan plan,
      Set<Part> parts,
      Noise noise,
      Consumer<String> progress) {
    this.agents = agents;
    this.workshop = workshop;
    this.plan = plan;
    this.parts = EnumSet.copyOf(parts);
    this.noise = noise;
    this.progress = progress;
  }

  public void run(Results into) throws IOException, InterruptedException {
    for (int round = 1; round <= plan.rounds(); round++) {
      signals(round, into);
      exec(round, into);
      cgroup(round, into);
    }
    image(into);
  }

  private void signals(int round, Results into) throws IOException, InterruptedException {
    if (!parts.contains(Part.SIGNAL)) {
      return;
    }
    tell("signal", round);
    for (Agent agent : agents) {
      try (Running running = Running.start(agent)) {
        SignalAnswers answers = new SignalAnswers(plan.signals());
        noise.during(List.of(running), () -> answers.take(running, into));
      }
    }
  }

  private void exec(int round, Results into) throws IOException {
    if (!parts.contains(Part.EXEC)) {
      return;
    }
    Optional<ExecProbe> exec = ExecProbe.make(workshop.target(), progress);
    if (exec.isEmpty()) {
      parts.remove(Part.EXEC);
      return;
    }
    tell("exec", round);
    for (Agent agent : agents) {
      try (Running running = Running.start(agent)) {
        exec.get().take(running, plan.slices(), plan.execs(), plan.probes(), into);
      }
    }
  }

  private void cgroup(int round, Results into) throws IOException {
    if (!parts.contains(Part.CGROUP)) {
      return;
    }
    tell("cgroup", round);
    for (Agent agent : agents) {
      if (!CgroupMemory.take(agent, plan.warmUp(), into)) {
        progress.accept("skipped: cgroup, since none can be made that counts memory (try as root)");
        parts.remove(Part.CGROUP);
        return;
      }
    }
  }

  private void image(Results into) throws IOException {
    if (!parts.contains(Part.IMAGE)) {
      return;
    }
    String name = ImageSize.name(workshop.project());
    Optional<ImageSize> image = ImageSize.of(name);
    if (image.isPresent()) {
      progress.accept("image " + name);
      image.get().take("agent", into);
    } else {
      progress.accept(
          "skipped: image, since no podman here has '" + name + "' (containers/build makes it)");
    }
  }

  private void tell(String part, int round) {
    progress.accept(part + ", round " + round + " of " + plan.rounds());
  }
}

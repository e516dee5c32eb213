package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Probe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Processes that do as a test says; probes are answered at once, hooks when the test says so. */
final class FakeMachine implements Machine {
  final List<FakeProcess> started = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final Map<Probe, ProbeAnswer> answers = new EnumMap<>(Probe.class);
  boolean diesOnSigterm = true;
  @Nullable Consumer<HookAnswer> hook;
  private final Loop loop;

  FakeMachine(Loop loop) {
    this.loop = loop;
    for (Probe probe : Probe.values()) {
      answers.put(probe, ProbeAnswer.of(200));
    }
  }

  final class FakeProcess implements Running {
    final Program program;
    final Consumer<String> lines;
    private final IntConsumer ended;
    boolean over;

    FakeProcess(Program program, Consumer<String> lines, IntConsumer ended) {
      this.program = program;
      this.lines = lines;
      this.ended = ended;
    }

    void end(int code) {
      if (!over) {
        over = true;
        loop.execute(() -> ended.accept(code));
      }
    }

    @Override
    public void terminate() {
      if (diesOnSigterm) {
        end(0);
      }
    }

    @Override
    public void kill() {
      end(137);
    }

    @Override
    public String tail() {
      return "last words";
    }
  }

  FakeProcess last(String name) {
    return started.stream()
        .filter(process -> process.program.name().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError(name + " was never started"));
  }

  @Override
  public Running run(Program program, Consumer<String> lines, IntConsumer ended) {
    FakeProcess process = new FakeProcess(program, lines, ended);
    started.add(process);
    return process;
  }

  @Override
  public void probe(ProbeSpec spec, InetSocketAddress address, Consumer<ProbeAnswer> answer) {
    asked.add(spec.probe() + "@" + loop.now() / 1_000_000);
    ProbeAnswer said = answers.getOrDefault(spec.probe(), ProbeAnswer.of(0));
    loop.execute(() -> answer.accept(said));
  }

  @Override
  public void hook(
      Hook called, InetSocketAddress address, Duration most, Consumer<HookAnswer> answer) {
    hook = answer;
  }
}

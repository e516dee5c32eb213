package io.probeagent.agent;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An agent's end, the pod that it is about, and the time that passes. */
final class EndingBench {
  /** Why it ended, once for each time that it did. */
  final List<String> ends = new ArrayList<>();

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final List<String> log = new ArrayList<>();
  private final Pod pod;
  private final Ending ending;

  EndingBench(String... settings) {
    Config config = Configs.of(settings);
    pod = new Pod(config.apps(), Map.of(), ticker, timers);
    EventLog lines = new EventLog(ticker, Level.INFO, false, log::add);
    ending = new Ending(config, pod, timers, lines, () -> ends.add(why()));
  }

  void stop() {
    ending.stop();
  }

  void advance(Duration by) {
    timers.advance(by);
  }

  void say(int app, Word word) {
    signal(app, new Signal.Said(Signal.ANYONE, List.of(word)));
  }

  void signal(int app, Signal signal) {
    pod.signal(app(app), signal);
  }

  Phase phase(int app) {
    return pod.view(app(app)).state().phase();
  }

  boolean ready(int app) {
    return pod.view(app(app)).verdicts().ready().ok();
  }

  boolean live(int app) {
    return pod.view(app(app)).verdicts().live().ok();
  }

  private App app(int index) {
    return pod.apps().get(index);
  }

  private String why() {
    return log.get(log.size() - 1).replaceAll(".* why=\"?|\"$", "");
  }
}

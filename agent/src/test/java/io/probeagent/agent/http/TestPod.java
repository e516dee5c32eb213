package io.probeagent.agent.http;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.ConfigException;
import io.probeagent.agent.config.ConfigReader;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A pod without an agent around it. */
public record TestPod(FakeTime time, Config config, Pod pod) {

  /** A pod as an agent with these flags would have it. */
  public static TestPod of(String... flags) {
    try {
      FakeTime time = new FakeTime();
      Config config = ConfigReader.read(Map.of(), List.of(flags));
      return new TestPod(time, config, new Pod(config.apps(), Map.of(), time, time));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public App app(String name) {
    return Objects.requireNonNull(pod.app(name), name);
  }

  /** A one-shot message of an app. */
  public void says(String app, Word... words) {
    pod.signal(app(app), new Signal.Said(Signal.ANYONE, List.of(words)));
  }

  /** Every app says that it is ready. */
  public TestPod allReady() {
    pod.apps().forEach(app -> says(app.name(), new Word.Ready()));
    return this;
  }
}

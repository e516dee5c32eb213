package io.probeagent.agent.state;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import org.jspecify.annotations.Nullable;

/** The part of a state that is worth writing down: beats and counts come again by themselves. */
final class Durable {
  private Durable() {}

  /** Two states of which only what comes again differs have an equal rest. */
  static AppState of(AppState state) {
    return new AppState(
        state.said(),
        state.since(),
        state.cause(),
        instance(state.instance()),
        file(state.file()),
        0,
        0,
        state.fileIsOwn(),
        state.drain(),
        null);
  }

  private static @Nullable Instance instance(@Nullable Instance i) {
    if (i == null) {
      return null;
    }
    Watchdog dog = i.watchdog();
    return new Instance(
        i.number(),
        i.id(),
        i.predecessor(),
        i.lease(),
        i.status(),
        i.failure(),
        dog == null ? null : new Watchdog(dog.every(), 0),
        Instance.NOT_TOLD,
        i.silent(),
        i.sockets());
  }

  private static @Nullable ProbeFile file(@Nullable ProbeFile f) {
    return f == null ? null : new ProbeFile(f.id(), f.named(), f.words(), 0);
  }
}

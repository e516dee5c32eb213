package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Loads of one client. */
final class Loads {
  private Loads() {}

  /** It asks the sample app for no work, and does not think. */
  static Load one(ClientKind kind) {
    return one(kind, Duration.ofSeconds(30));
  }

  static Load one(ClientKind kind, Duration patience) {
    return new Load(Map.of(kind, 1), new RequestPlan.Sample(0), Duration.ZERO, patience, 7);
  }

  static Load any(ClientKind kind, String method, String path) {
    return new Load(
        Map.of(kind, 1),
        new RequestPlan.Any(method, path, 0),
        Duration.ZERO,
        Duration.ofSeconds(30),
        7);
  }

  /** How the first so many requests end; all have ended, and the clients stopped, on return. */
  static List<String> kinds(Load load, Service service, Notes notes, int count)
      throws IOException, InterruptedException {
    Clients clients = Clients.start(load, service, notes);
    try {
      return notes.awaitKinds(count);
    } finally {
      clients.stop();
      assertThat(clients.open()).as("open connections after the stop").isZero();
    }
  }
}

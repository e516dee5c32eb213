package io.probeagent.bench.core;

import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.Policy;
import java.time.Duration;

/** One app as the agent judges it when nothing is set. */
final class Apps {
  private Apps() {}

  static Lifecycle lifecycle() {
    return new Lifecycle(
        new Policy(
            Duration.ofSeconds(10),
            Duration.ZERO,
            false,
            Duration.ZERO,
            false,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            false,
            1,
            true));
  }
}

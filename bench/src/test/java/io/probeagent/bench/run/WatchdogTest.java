package io.probeagent.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void endsWhatWouldNotEnd() throws Exception {
    try (Running server = Running.start(new OkServer("a"));
        Watchdog watchdog = new Watchdog(List.of(server), Duration.ofMillis(10))) {
      assertThat(server.family().head().onExit()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(watchdog.explain(new IOException("reset")))
          .hasMessageStartingWith("not done after 0 s")
          .hasRootCauseMessage("reset");
    }
  }

  @Test
  void letsAloneWhatEndsInTime() throws Exception {
    try (Running server = Running.start(new OkServer("a"))) {
      IOException failure = new IOException("reset");
      try (Watchdog watchdog = new Watchdog(List.of(server), Duration.ofMinutes(5))) {
        assertThat(watchdog.explain(failure)).isSameAs(failure);
      }
      assertThat(server.probe().send()).isPositive();
    }
  }
}

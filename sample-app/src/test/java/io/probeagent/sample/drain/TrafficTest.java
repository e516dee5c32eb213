package io.probeagent.sample.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrafficTest {

  /** A request that is begun but not known would never be uncounted. */
  @Test
  void aListenerThatThrowsDoesNotDisturbTheCount() throws Exception {
    IllegalStateException refusal = new IllegalStateException("expected");
    List<Throwable> told = new ArrayList<>();
    Traffic traffic =
        new Traffic(
            count -> {
              throw refusal;
            });
    Thread loop =
        new Thread(
            () -> {
              traffic.begin();
              assertThat(traffic.tally().inFlight()).isEqualTo(1);
              traffic.end(Outcome.SERVED, true);
            });
    loop.setUncaughtExceptionHandler((thread, error) -> told.add(error));
    loop.start();
    loop.join();
    assertThat(told).containsExactly(refusal, refusal);
    assertThat(traffic.tally().inFlight()).isZero();
  }
}

package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrafficTest {

  private final List<Integer> told = new ArrayList<>();
  private final Traffic traffic = new Traffic(told::add);

  @Test
  void tellsEveryChange() {
    traffic.begin(Route.WORK);
    traffic.begin(Route.OTHER);
    traffic.end(Route.WORK);
    traffic.end(Route.OTHER);
    assertThat(told).containsExactly(1, 2, 1, 0);
  }

  @Test
  void aScrapeIsNoWork() {
    traffic.begin(Route.METRICS);
    traffic.end(Route.METRICS);
    assertThat(told).isEmpty();
    assertThat(traffic.total(Route.METRICS)).isEqualTo(1);
  }

  @Test
  void isIdleOnlyWithoutWork() throws Exception {
    assertThat(traffic.awaitIdle(Duration.ZERO)).isTrue();
    traffic.begin(Route.ROOT);
    assertThat(traffic.awaitIdle(Duration.ofMillis(1))).isFalse();
    assertThat(traffic.awaitIdle(Duration.ofSeconds(-1))).isFalse();
    traffic.end(Route.ROOT);
    assertThat(traffic.awaitIdle(Duration.ofSeconds(-1))).isTrue();
  }
}

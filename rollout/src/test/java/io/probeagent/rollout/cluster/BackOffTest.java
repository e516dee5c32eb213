package io.probeagent.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackOffTest {
  @Test
  void doublesUpToFiveMinutes() {
    BackOff backOff = new BackOff();
    List<Long> waits = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 9; i++) {
      Duration wait = backOff.ended(at);
      waits.add(wait.toSeconds());
      at += wait.plusSeconds(1).toNanos();
    }
    assertThat(waits).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
  }

  @Test
  void forgetsAfterTenMinutesWithoutACrash() {
    BackOff backOff = new BackOff();
    assertThat(backOff.ended(0)).isZero();
    long later = Duration.ofMinutes(10).toNanos();
    assertThat(backOff.ended(later)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backOff.ended(later + Duration.ofSeconds(611).toNanos())).isZero();
  }
}

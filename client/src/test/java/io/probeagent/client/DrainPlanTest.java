package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DrainPlanTest {

  @ParameterizedTest
  @CsvSource({
    "OK delay_ms=1500 deadline_ms=20000, 1500, 20000",
    "OK deadline_ms=20000 delay_ms=0, 0, 20000",
    "OK more_to_come=1 delay_ms=7 deadline_ms=8 x, 7, 8",
    "OK delay_ms=7, 7, 27000",
    "OK deadline_ms=7, 5000, 7",
  })
  void readsTheReply(String reply, long delay, long deadline) {
    assertThat(DrainPlan.fromReply(reply))
        .isEqualTo(new DrainPlan(Duration.ofMillis(delay), Duration.ofMillis(deadline)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OK",
        "",
        "ERR delay_ms=1 deadline_ms=1",
        "OK delay_ms=-1 deadline_ms=-1",
        "OK delay_ms= deadline_ms=soon",
        "OK delay_ms=86400001 deadline_ms=9223372036854775807",
        "OKAY delay_ms=1",
      })
  void takesTheDefaultForWhatItCannotUse(String reply) {
    assertThat(DrainPlan.fromReply(reply)).isEqualTo(DrainPlan.DEFAULT);
  }

  @Test
  void refusesNegativeSpans() {
    assertThatThrownBy(() -> new DrainPlan(Duration.ofSeconds(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delay: PT-1S (expected: >= 0)");
    assertThatThrownBy(() -> new DrainPlan(Duration.ZERO, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deadline: PT-1S (expected: >= 0)");
  }
}

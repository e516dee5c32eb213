package io.probeagent.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule = Schedule.of(110, new SplittableRandom(1));

  @Test
  void eachPodIsProbedThreeTimesInTenSeconds() {
    assertThat(schedule.perTenSeconds()).isEqualTo(330);
    assertThat(schedule.firsts().stream().filter(due -> due.check().live())).hasSize(110);
    assertThat(schedule.firsts().stream().filter(due -> !due.check().live())).hasSize(110);
    assertThat(schedule.firsts().stream().map(Schedule.Due::pod).distinct()).hasSize(110);
  }

  @Test
  void allBeginWithinTheirFirstPeriodAndNotAtOnce() {
    assertThat(schedule.firsts())
        .allMatch(due -> due.first().compareTo(due.check().period()) < 0)
        .allMatch(due -> !due.first().isNegative());
    assertThat(schedule.firsts().stream().map(due -> due.first().toMillis()).distinct())
        .hasSizeGreaterThan(200);
  }

  /** So that all subjects are probed at the same moments. */
  @Test
  void isTheSameForTheSameSeed() {
    assertThat(Schedule.of(110, new SplittableRandom(1))).isEqualTo(schedule);
  }
}

package io.probeagent.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of kubelet by its probes. */
final class ProbingTest {
  /** The clock overflows half a second later. */
  private static final long START = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(500);

  @Test
  void failuresInARowAreCountedAndASuccessEndsTheRow() {
    Probing probing = Probing.NONE;
    assertThat(probing.notReady()).isZero();
    probing = probing.answered(false, at(0)).answered(false, at(1));
    assertThat(probing.notReady()).isEqualTo(2);
    assertThat(probing.answered(true, at(2)).notReady()).isZero();
    assertThat(probing.counted().notReady()).isZero();
    assertThat(probing.counted().answered(false, at(2)).notReady()).isEqualTo(1);
  }

  @ParameterizedTest(name = "a probe {0} s before the drain")
  @CsvSource({"-5, true", "0, true", "60, true", "61, false"})
  void onlyAProbeOfTheLastMinuteCounts(long before, boolean used) {
    Probing probing = Probing.NONE.answered(true, at(100 - before));

    assertThat(probing.isUsed(at(100))).isEqualTo(used);
    assertThat(Probing.NONE.isUsed(at(100))).isFalse();
  }

  @ParameterizedTest(name = "every {0} s: silent after {1} s")
  @CsvSource({"1, 3", "2, 6", "10, 30", "60, 180"})
  void threeProbesThatDoNotComeAreSilence(long period, long silence) {
    Probing probing = Probing.NONE;
    for (int i = 0; i <= 20; i++) {
      probing = probing.answered(true, at(i * period));
    }

    assertThat(probing.silentAt()).isEqualTo(at(20 * period + silence));
  }

  @Test
  void ofOneProbeTheUsualPeriodIsExpected() {
    assertThat(Probing.NONE.answered(true, at(0)).silentAt()).isEqualTo(at(30));
  }

  @Test
  void aFewProbesOffScheduleDoNotHideThePeriod() {
    Probing probing = Probing.NONE.answered(true, at(0)).answered(true, at(10));
    for (int i = 1; i <= 3; i++) {
      probing = probing.answered(false, at(10) + i * 1_000_000L);
    }

    assertThat(probing.silentAt() - at(10)).isGreaterThan(TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void afterAMinuteOfSilenceThePeriodIsNotKnown() {
    Probing probing = Probing.NONE.answered(true, at(0)).answered(true, at(1));
    probing = probing.answered(true, at(62));

    assertThat(probing.silentAt()).isEqualTo(at(62 + 30));
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }
}

package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeBinsTest {
  private static final long MS = 1_000_000;
  private static final long WIDTH = TimeBins.FIRST_WIDTH;

  private final TimeBins bins = new TimeBins();

  private Report.Series series(long end) {
    return bins.series(List.of(), List.of(), end);
  }

  @Test
  void sortsByTime() {
    bins.good(0, 2 * MS);
    bins.good(WIDTH - 1, 2 * MS);
    bins.good(2 * WIDTH, 50 * MS);
    bins.bad(2 * WIDTH, false);
    bins.bad(2 * WIDTH, true);
    Report.Series series = series(2 * WIDTH);
    assertThat(series.bin()).isEqualTo(100);
    assertThat(series.requests()).containsExactly(2L, 0L, 3L);
    assertThat(series.failed()).containsExactly(0L, 0L, 1L);
    assertThat(series.cut()).containsExactly(0L, 0L, 1L);
    assertThat(series.p50().get(0)).isCloseTo(2, within(0.02));
    assertThat(series.p99()).element(1).isEqualTo(0.0);
    assertThat(series.p99().get(2)).isCloseTo(50, within(0.5));
  }

  @Test
  void reachesToTheEndOfTheRun() {
    assertThat(series(5 * WIDTH).requests()).hasSize(6);
  }

  @Test
  void widensThemWhenThereAreTooMany() {
    for (int i = 0; i < TimeBins.MOST; i++) {
      bins.good(i * WIDTH, MS);
    }
    assertThat(series(0).requests()).hasSize(TimeBins.MOST).containsOnly(1L);
    bins.good(TimeBins.MOST * WIDTH, MS);
    Report.Series series = series(0);
    assertThat(series.bin()).isEqualTo(200);
    assertThat(series.requests()).hasSize(TimeBins.MOST / 2 + 1).startsWith(2L, 2L);
    assertThat(series.requests().stream().mapToLong(n -> n).sum()).isEqualTo(TimeBins.MOST + 1);
  }

  @Test
  void widensAsOftenAsItTakes() {
    bins.bad(WIDTH, false);
    bins.bad(0, true);
    bins.good(100 * TimeBins.MOST * WIDTH, MS);
    Report.Series series = series(0);
    assertThat(series.bin()).isEqualTo(12_800);
    assertThat(series.failed()).startsWith(1L, 0L);
    assertThat(series.cut()).startsWith(1L, 0L);
    assertThat(series.requests()).hasSizeLessThanOrEqualTo(TimeBins.MOST).endsWith(0L, 1L);
  }

  @Test
  void takesWhatIsOlderThanTheRun() {
    bins.good(-1, -1);
    assertThat(series(0).requests()).containsExactly(1L);
  }
}

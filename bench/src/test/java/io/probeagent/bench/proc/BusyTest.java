package io.probeagent.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BusyTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void whatIsNotOursIsTheOthers() {
    Busy before = new Busy(SECOND, 5 * SECOND, 100 * SECOND);
    Busy after = new Busy(11 * SECOND, 9 * SECOND, 109 * SECOND);
    assertThat(after.othersSince(before, 2)).isEqualTo(0.25, within(1e-9));
  }

  /** Ticks are coarse: ours may be counted a little earlier than all. */
  @Test
  void itIsNeverLessThanNothing() {
    Busy before = new Busy(0, 0, 0);
    assertThat(new Busy(SECOND, SECOND, SECOND / 2).othersSince(before, 2)).isZero();
  }
}

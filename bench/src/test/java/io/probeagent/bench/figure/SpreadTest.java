package io.probeagent.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(new Spread(3, 1, 100));
  }

  @Test
  void ofNothingThereIsNone() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("expected: one or more");
  }

  @Test
  void tellsHowFarTheyLieApart() {
    assertThat(new Spread(1234.5, 1000, 2000.04).text(1)).isEqualTo("1,234.5 (1,000.0–2,000.0)");
  }

  @Test
  void isShortWhereRoundingMakesThemOne() {
    assertThat(new Spread(23.21, 23.19, 23.22).text(1)).isEqualTo("23.2");
  }
}

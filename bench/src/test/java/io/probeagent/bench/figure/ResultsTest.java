package io.probeagent.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Results results = new Results();

  /** The median of ratios is another one than the ratio of medians, which here would be 1. */
  @Test
  void ratiosAreTakenRoundByRound() {
    add(Figure.CPU, "agent", 10, 20, 90);
    add(Figure.CPU, "go", 20, 40, 10);
    assertThat(results.ratio(Figure.CPU, "agent", "go")).contains(new Spread(0.5, 0.5, 9));
  }

  @Test
  void aPeerThatDoesNothingGivesNoRatio() {
    add(Figure.IDLE_CPU, "agent", 1);
    add(Figure.IDLE_CPU, "go", 0);
    assertThat(results.ratio(Figure.IDLE_CPU, "agent", "go")).isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsEmpty() {
    add(Figure.CPU, "agent", 1);
    assertThat(results.spread(Figure.CPU, "go")).isEmpty();
    assertThat(results.ratio(Figure.CPU, "agent", "go")).isEmpty();
    assertThat(results.figures()).containsExactly(Figure.CPU);
  }

  private void add(Figure figure, String subject, double... values) {
    for (double value : values) {
      results.add(figure, subject, value);
    }
  }
}

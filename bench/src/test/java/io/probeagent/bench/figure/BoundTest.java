package io.probeagent.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.bench.figure.Bound.Sense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
  @ParameterizedTest
  @CsvSource({
    "AT_MOST, 0.59, true",
    "AT_MOST, 0.6, true",
    "AT_MOST, 0.61, false",
    "AT_LEAST, 0.59, false",
    "AT_LEAST, 0.6, true",
    "AT_LEAST, 0.61, true"
  })
  void theMedianDecides(Sense sense, double median, boolean met) {
    Bound bound = new Bound(Figure.CPU, "go", sense, 0.6);
    assertThat(bound.isMet(new Spread(median, 0, 9))).isEqualTo(met);
  }

  @Test
  void ofAFigureItselfTheFigureCounts() {
    Results results = new Results();
    results.add(Figure.START, "agent", 120);
    Bound bound = new Bound(Figure.START, null, Sense.AT_MOST, 100);
    assertThat(bound.measured(results, "agent")).contains(new Spread(120, 120, 120));
    assertThat(bound.what()).isEqualTo("start to first 200, ms");
    assertThat(bound.text()).isEqualTo("≤ 100");
  }

  @Test
  void toAPeerTheRatioCounts() {
    Results results = new Results();
    results.add(Figure.CPU, "agent", 30);
    results.add(Figure.CPU, "go", 60);
    Bound bound = new Bound(Figure.CPU, "go", Sense.AT_LEAST, 1.15);
    assertThat(bound.measured(results, "agent")).contains(new Spread(0.5, 0.5, 0.5));
    assertThat(bound.what()).isEqualTo("CPU time per probe, ratio to go");
    assertThat(bound.text()).isEqualTo("≥ 1.15");
  }
}

package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One update from 100 to 200, another one from 300 on. */
final class UpdatesTest {
  private final Updates updates = new Updates();

  @BeforeEach
  void two() {
    updates.begin(1, Duration.ZERO, 100);
    updates.end(1, 200);
    updates.begin(2, Duration.ZERO, 300);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 99, BASELINE",
    "0, 100, UPDATE",
    "150, 160, UPDATE",
    "200, 250, UPDATE",
    "201, 299, REST",
    "201, 300, UPDATE",
    "400, 500, UPDATE",
    "50, 250, UPDATE",
  })
  void tellsTheSpan(long from, long to, Span expected) {
    assertThat(updates.span(from, to)).isEqualTo(expected);
  }

  @Test
  void restFollowsTheLastOne() {
    updates.end(2, 400);
    assertThat(updates.span(401, 402)).isEqualTo(Span.REST);
    assertThat(updates.span(400, 402)).isEqualTo(Span.UPDATE);
  }

  @Test
  void withoutAnyAllIsBaseline() {
    assertThat(new Updates().span(0, 1000)).isEqualTo(Span.BASELINE);
  }

  @ParameterizedTest
  @CsvSource({"99, 0", "100, 1", "299, 1", "300, 2"})
  void knowsTheLastThatHasBegun(long at, int expected) {
    assertThat(updates.lastBegun(at)).isEqualTo(expected);
  }
}

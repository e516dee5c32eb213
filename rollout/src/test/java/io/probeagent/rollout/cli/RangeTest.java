package io.probeagent.rollout.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RangeTest {
  private static final Duration LEAST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(longs = {500, 501, 2000})
  void spansWithin(long millis) {
    assertThatCode(() -> Range.of("--x", Duration.ofMillis(millis), LEAST, MOST))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {499, 2001})
  void spansOutside(long millis) {
    assertThatThrownBy(() -> Range.of("--x", Duration.ofMillis(millis), LEAST, MOST))
        .isInstanceOf(UsageException.class)
        .hasMessage("--x is '" + millis + "ms' (expected: 500ms to 2s)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void numbersWithin(int value) {
    assertThatCode(() -> Range.of("--n", value, 1, 50)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 51})
  void numbersOutside(int value) {
    assertThatThrownBy(() -> Range.of("--n", value, 1, 50))
        .isInstanceOf(UsageException.class)
        .hasMessage("--n is '" + value + "' (expected: 1 to 50)");
  }
}

package io.probeagent.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "0ms, 0",
    "1ms, 1",
    "500ms, 500",
    "2s, 2000",
    "5m, 300000",
    "999999m, 59999940000"
  })
  void reads(String text, long millis) {
    assertThat(TimeSpan.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1h", "1 s", " 1s", "1S", "1000000s", "1s2"})
  void refuses(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' (expected: a time like 500ms, 2s or 5m)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "1, 1ms", "999, 999ms", "1000, 1s", "1500, 1500ms", "60000, 60s"})
  void writesWhatItReads(long millis, String text) {
    assertThat(TimeSpan.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void convertsForTheCommandLine() {
    assertThat(new TimeSpan().convert("3s")).isEqualTo(Duration.ofSeconds(3));
  }
}

package io.probeagent.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "0ms, PT0S",
    "500ms, PT0.5S",
    "15s, PT15S",
    "2m, PT2M",
    "1h, PT1H",
    "000000001s, PT1S",
    "999999999ms, PT999999.999S",
    "999999999h, PT999999999H"
  })
  void aNumberOfAtMostNineDigitsWithItsUnitIsATime(String text, Duration time) {
    assertThat(Times.parse(text)).contains(time);
    assertThat(text).matches(Times.FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5",
        "-1s",
        "+1s",
        "1.5s",
        "5 s",
        " 5s",
        "5s\n",
        "5S",
        "5d",
        "1m30s",
        "1000000000ms",
        "٥s"
      })
  void nothingElseIs(String text) {
    assertThat(Times.parse(text)).isEmpty();
    assertThat(text).doesNotMatch(Times.FORM);
  }
}

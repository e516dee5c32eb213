package io.probeagent.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T14:00:00Z",
        "2026-11-22T14:00:00.100Z",
        "2026-11-22T14:00:01Z",
        "2026-11-22T14:05:00.123456789Z",
        "2026-11-22T23:59:59.999999999Z",
        "1969-12-31T23:59:59.001Z",
        "+12026-01-01T00:00:00Z",
      })
  void isWhatInstantSays(String text) {
    Instant at = Instant.parse(text);
    assertThat(Moment.text(at)).isEqualTo(at.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}

package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

  @Test
  void defaults() {
    Settings defaults = new Settings(8080, Duration.ZERO, Duration.ZERO, StopMode.FULL);
    assertThat(Settings.from(Map.of())).isEqualTo(defaults);
    assertThat(Settings.from(Map.of("PORT", "", "START_DELAY_MS", ""))).isEqualTo(defaults);
  }

  @Test
  void mapping() {
    Map<String, String> env =
        Map.of(
            "PORT", "0",
            "START_DELAY_MS", "3600000",
            "EXIT_AFTER_MS", "1500",
            "STOP_MODE", "delay-then-close");
    assertThat(Settings.from(env))
        .isEqualTo(
            new Settings(
                0, Duration.ofHours(1), Duration.ofMillis(1500), StopMode.DELAY_THEN_CLOSE));
    assertThat(Settings.from(Map.of("PORT", "65535")).port()).isEqualTo(65_535);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 65536, 65535",
    "PORT, -1, 65535",
    "PORT, http, 65535",
    "START_DELAY_MS, 3600001, 3600000",
    "START_DELAY_MS, 5s, 3600000",
    "EXIT_AFTER_MS, 3600001, 3600000",
  })
  void validation(String variable, String value, int max) {
    assertThatThrownBy(() -> Settings.from(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(variable + "=" + value + " (expected: a whole number from 0 to " + max + ")");
  }

  @Test
  void namesTheStopModes() {
    assertThatThrownBy(() -> Settings.from(Map.of("STOP_MODE", "graceful")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "STOP_MODE=graceful (expected: one of [full, delay-then-close, close-first, abrupt])");
  }

  @Test
  void theHelpNamesThemAll() {
    assertThat(Settings.HELP)
        .contains("PORT", "START_DELAY_MS", "EXIT_AFTER_MS", "STOP_MODE", "PROBE_DIR");
  }
}

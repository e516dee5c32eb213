package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

  private static final Path FOLDER = Path.of("/run/probe");

  @Test
  void defaults() {
    assertThat(Settings.from(Map.of("PROBE_DIR", "/run/probe", "PROBE_FILE", "")))
        .contains(new Settings(FOLDER, "live", FOLDER.resolve("signal.sock"), 0));
  }

  @Test
  void mapping() {
    Map<String, String> env =
        Map.of(
            "PROBE_DIR", "/run/probe",
            "PROBE_FILE", "up",
            "PROBE_SIGNAL_SOCKET", "s",
            "WATCHDOG_USEC", "3000000");
    assertThat(Settings.from(env))
        .contains(new Settings(FOLDER, "up", FOLDER.resolve("s"), 3_000_000));
  }

  @Test
  void noFolderNoSettings() {
    assertThat(Settings.from(Map.of("WATCHDOG_USEC", "x"))).isEmpty();
    assertThat(Settings.from(Map.of("PROBE_DIR", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PROBE_FILE, a/b, a file name without a folder",
    "PROBE_FILE, .., a file name without a folder",
    "PROBE_FILE, a\0b, a path",
    "PROBE_SIGNAL_SOCKET, a\0b, a path",
    "PROBE_DIR, a\0b, a path",
    "WATCHDOG_USEC, 0, a whole number of microseconds > 0",
    "WATCHDOG_USEC, -5, a whole number of microseconds > 0",
    "WATCHDOG_USEC, 5s, a whole number of microseconds > 0",
  })
  void validation(String variable, String value, String expected) {
    Map<String, String> env =
        variable.equals("PROBE_DIR")
            ? Map.of(variable, value)
            : Map.of("PROBE_DIR", "/run/probe", variable, value);
    assertThatThrownBy(() -> Settings.from(env))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(variable + "=" + value + " (expected: " + expected + ")");
  }

  @Test
  void knowsWhatTheKernelTakes() {
    assertThat(new Settings(FOLDER, "live", Path.of("/a" + "é".repeat(49)), 0).socketPathFits())
        .isTrue();
    assertThat(new Settings(FOLDER, "live", Path.of("/" + "é".repeat(50)), 0).socketPathFits())
        .isFalse();
  }
}

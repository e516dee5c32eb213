package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.config.Config.Sidecar;
import io.probeagent.agent.config.Config.Value;
import io.probeagent.agent.lifecycle.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds if nothing is set. */
final class ConfigDefaultsTest {
  private static final Path DIR = Path.of("/run/probe");

  @Test
  void defaults() {
    Policy policy =
        new Policy(
            Duration.ofSeconds(10),
            Duration.ZERO,
            false,
            Duration.ZERO,
            true,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            false,
            1,
            true);
    App app =
        new App(
            "app",
            DIR,
            DIR.resolve("live"),
            Config.Files.PLAIN,
            DIR.resolve("signal.sock"),
            DIR.resolve("notify.sock"),
            0b110_110_110,
            List.of(),
            List.of(),
            policy);
    Map<String, Value> effective = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      effective.put(setting.key(), new Value(setting.fallback(), "default"));
    }

    assertThat(Reading.of().config())
        .isEqualTo(
            new Config(
                DIR,
                new Listen("", 9810),
                List.of(app),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty(),
                Set.of(0),
                Sidecar.AUTO,
                false,
                256,
                true,
                Level.INFO,
                effective));
  }

  @Test
  void libertysFilesGrowOldAndSpeakForTheirApp() {
    Policy policy = Reading.of("PROBE_FILES=liberty").app().policy();

    assertThat(policy.fileMaxAge()).isEqualTo(Duration.ofSeconds(15));
    assertThat(policy.readyByPorts()).isFalse();
    assertThat(
            Reading.of("PROBE_FILES=liberty", "PROBE_FILE_MAX_AGE=off").app().policy().fileMaxAge())
        .isZero();
    assertThat(
            Reading.of("PROBE_FILES=liberty", "PROBE_FILE_MAX_AGE=9s").app().policy().fileMaxAge())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void variablesOfOthersAreNotOurs() {
    assertThat(Reading.of("PATH=/bin", "PROBER_X=1", "MY_PROBE_DIR=/x").config())
        .isEqualTo(Reading.of().config());
  }

  @Test
  void anEmptyListOfAppsIsOneAppAtTheFoldersRoot() {
    Config config = Reading.of("PROBE_APPS=").config();

    assertThat(config.apps()).isEqualTo(Reading.of().config().apps());
  }

  @ParameterizedTest
  @CsvSource({"30s, 20000", "20s, 10000", "19s, 9500", "6s, 3000", "2m, 110000"})
  void theDrainTimeoutLeavesRoomForTheAppsOwnStop(String grace, long millis) {
    Reading reading = Reading.of("PROBE_GRACE_PERIOD=" + grace, "PROBE_DRAIN_DELAY=1s");

    assertThat(reading.app().policy().drainTimeout()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void autoMeansTheDefault() {
    Config config =
        Reading.of(
                "PROBE_DRAIN_TIMEOUT=auto",
                "PROBE_CONTROL_UIDS=auto",
                "PROBE_SIDECAR=auto",
                "PROBE_FILE_MAX_AGE=auto")
            .config();

    assertThat(config.controlUids()).containsExactly(0);
    assertThat(config.sidecar()).isEqualTo(Sidecar.AUTO);
    assertThat(config.apps()).isEqualTo(Reading.of().config().apps());
  }
}

package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is used, and never shown. */
final class SecretsTest {
  private static final String SECRET = "correct-horse-battery-staple";

  @Test
  void theEffectiveConfigurationHidesIt() {
    Config config = Reading.of("PROBE_CONTROL_TOKEN=" + SECRET).config();

    assertThat(config.token()).contains(SECRET);
    assertThat(HelpText.effective(config))
        .containsEntry("control_token", new Value("(hidden)", "PROBE_CONTROL_TOKEN"));
    assertThat(HelpText.effective(config).toString()).doesNotContain(SECRET);
  }

  @Test
  void thatThereIsNoneIsNoSecret() {
    assertThat(HelpText.effective(Reading.of().config()))
        .containsEntry("control_token", new Value("", "default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tooshort-secret", "a secret with spaces in it", "secret-in-ünicode-abc"})
  void aMessageHidesABadOne(String bad) {
    assertThat(Reading.of("PROBE_CONTROL_TOKEN=" + bad).problems())
        .containsExactly(
            "PROBE_CONTROL_TOKEN is (hidden) (expected: 16 to 256 visible characters)");
    assertThat(Reading.of().with("--control-token", bad).problems())
        .containsExactly("--control-token is (hidden) (expected: 16 to 256 visible characters)");
  }

  @Test
  void itsLengthHasLimits() {
    assertThat(Reading.of("PROBE_CONTROL_TOKEN=" + "x".repeat(16)).config().token()).isPresent();
    assertThat(Reading.of("PROBE_CONTROL_TOKEN=" + "x".repeat(256)).config().token()).isPresent();
    assertThat(Reading.of("PROBE_CONTROL_TOKEN=" + "x".repeat(257)).problems()).hasSize(1);
  }

  @Test
  void theNameOfItsFileIsShown() {
    assertThat(Reading.of("PROBE_CONTROL_TOKEN_FILE=/etc/t").config().effective())
        .containsEntry("control_token_file", new Value("/etc/t", "PROBE_CONTROL_TOKEN_FILE"));
  }
}

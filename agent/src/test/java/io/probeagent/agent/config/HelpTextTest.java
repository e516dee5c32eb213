package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The help knows every setting. */
final class HelpTextTest {

  @ParameterizedTest
  @EnumSource(Setting.class)
  void namesItsVariableItsFlagWhatIsExpectedAndTheDefault(Setting setting) {
    String fallback = setting.fallback().isEmpty() ? "none" : setting.fallback();

    assertThat(HelpText.settings())
        .contains(
            "  %s  %s%s\n      %s\n      expects: %s; default: %s\n"
                .formatted(
                    setting.variable(),
                    setting.flag(),
                    setting.isPerApp() ? "  (per app)" : "",
                    setting.help(),
                    setting.expected(),
                    fallback));
  }

  @Test
  void looksLikeThis() {
    assertThat(HelpText.settings())
        .startsWith(
            """
              PROBE_DIR  --dir
                  the folder shared with the app; may appear later
                  expects: an absolute path; default: /run/probe
            """)
        .contains("  PROBE_DRAIN_DELAY  --drain-delay  (per app)\n");
  }

  @Test
  void theEffectiveConfigurationIsInTheOrderOfTheNames() {
    assertThat(List.copyOf(HelpText.effective(Reading.of().config()).keySet()))
        .isSorted()
        .hasSize(Setting.values().length);
  }
}

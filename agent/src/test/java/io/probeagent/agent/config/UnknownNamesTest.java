package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A typing error stops the start, and is told with the name that was probably meant. */
final class UnknownNamesTest {

  @ParameterizedTest
  @CsvSource({
    "PROBE_DRAIN_DELEY, PROBE_DRAIN_DELAY",
    "PROBE_SOCKETMODE, PROBE_SOCKET_MODE",
    "PROBE_FILE_MAXAGE, PROBE_FILE_MAX_AGE",
    "PROBE_LOGLEVEL, PROBE_LOG_LEVEL",
    "PROBE_WEB_DRAIN_DELLAY, PROBE_WEB_DRAIN_DELAY",
  })
  void aVariableIsToldWithTheNearestOne(String given, String meant) {
    assertThat(Reading.of("PROBE_APPS=web", given + "=1").problems())
        .containsExactly("unknown variable " + given + " (did you mean " + meant + "?)");
  }

  @ParameterizedTest
  @CsvSource({
    "--drain-deley, --drain-delay",
    "--sockt-mode, --socket-mode",
    "--web-drain-dely, --web-drain-delay",
    "-dir, unexpected",
  })
  void aFlagIsToldWithTheNearestOne(String given, String meant) {
    assertThat(Reading.of("PROBE_APPS=web").with(given + "=1").problems())
        .containsExactly(
            meant.equals("unexpected")
                ? "unexpected argument '-dir=1' (expected: a flag; see --help)"
                : "unknown flag " + given + " (did you mean " + meant + "?)");
  }

  @Test
  void whatResemblesNothingIsToldWithoutAGuess() {
    assertThat(Reading.of("PROBE_QQQQQQQQQQ=1").with("--zzzzzzzzzzzzzzzz", "1").problems())
        .containsExactly(
            "unknown flag --zzzzzzzzzzzzzzzz (see --help for those that are known)",
            "unknown variable PROBE_QQQQQQQQQQ (see --help for those that are known)");
  }

  @Test
  void anAppThatIsNotInTheListHasNoSettings() {
    assertThat(Reading.of("PROBE_APPS=web", "PROBE_WEP_FILE=up").problems())
        .containsExactly("unknown variable PROBE_WEP_FILE (did you mean PROBE_WEB_FILE?)");
    assertThat(Reading.of("PROBE_APPS=web").with("--wep-file", "up").problems())
        .containsExactly("unknown flag --wep-file (did you mean --web-file?)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROBE_PORT",
        "PROBE_PORT_80_TCP",
        "PROBE_PORT_80_TCP_ADDR",
        "PROBE_PORT_80_TCP_PORT",
        "PROBE_PORT_80_TCP_PROTO",
        "PROBE_PORT_53_UDP_ADDR",
        "PROBE_PORT_132_SCTP",
        "PROBE_SERVICE_HOST",
        "PROBE_SERVICE_PORT",
        "PROBE_SERVICE_PORT_HTTP",
        "PROBE_AGENT_SERVICE_HOST",
        "PROBE_AGENT_PORT_9810_TCP_ADDR",
        "PROBE_WEB_SERVICE_PORT_HTTP_ALT",
      })
  void whatKubernetesSetsForAServiceNamedProbeIsIgnored(String variable) {
    assertThat(Reading.of(variable + "=tcp://10.0.0.1:80").config())
        .isEqualTo(Reading.of().config());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROBE_PORT_80", "PROBE_PORT_X_TCP", "PROBE_HOST", "PROBE_SERVICE"})
  void whatKubernetesDoesNotSetIsUnknown(String variable) {
    assertThat(Reading.of(variable + "=1").problems())
        .singleElement()
        .asString()
        .startsWith("unknown variable " + variable + " (");
  }

  @Test
  void noSettingHasTheFormOfAServiceLink() {
    for (Setting setting : Setting.values()) {
      assertThat(setting.variable()).matches(name -> !Names.isServiceLink(name));
      for (String app :
          new String[] {"app", "web", "service", "port", "port-80-tcp", "a-service"}) {
        assertThat(setting.variable(app)).matches(name -> !Names.isServiceLink(name));
      }
    }
  }

  @Test
  void aServiceLinkIsNoExcuseForAFlag() {
    assertThat(Reading.of().with("--service-host", "x").problems())
        .singleElement()
        .asString()
        .startsWith("unknown flag --service-host");
  }
}

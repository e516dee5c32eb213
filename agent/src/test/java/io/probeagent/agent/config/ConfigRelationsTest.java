package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Values that are right each by itself, and wrong together. */
final class ConfigRelationsTest {

  @Test
  void theDrainDelayMustFitIntoTheDrainTimeout() {
    assertThat(Reading.of("PROBE_DRAIN_DELAY=20001ms").problems())
        .containsExactly(
            "the drain delay of app is 20001ms (expected: at most its drain time-out, 20000ms:"
                + " the grace period leaves no more)");
  }

  @Test
  void aShortGracePeriodLeavesNoRoomForTheDefaultDelay() {
    assertThat(Reading.of("PROBE_GRACE_PERIOD=8s").problems())
        .singleElement()
        .asString()
        .startsWith(
            "the drain delay of app is 5000ms (expected: at most its drain time-out, 4000ms");
    assertThat(Reading.of("PROBE_GRACE_PERIOD=10s").app().policy().drainTimeout())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theDrainTimeoutMustEndBeforeTheGracePeriod() {
    assertThat(Reading.of("PROBE_GRACE_PERIOD=60s", "PROBE_DRAIN_TIMEOUT=60s").problems())
        .containsExactly(
            "PROBE_DRAIN_TIMEOUT is '60s' (expected: auto, or below the grace period)");
    assertThat(
            Reading.of("PROBE_GRACE_PERIOD=61s", "PROBE_DRAIN_TIMEOUT=60s")
                .app()
                .policy()
                .drainTimeout())
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aBadGracePeriodIsTheOnlyThingToldOfIt() {
    assertThat(Reading.of("PROBE_GRACE_PERIOD=x", "PROBE_DRAIN_TIMEOUT=50m").problems())
        .containsExactly("PROBE_GRACE_PERIOD is 'x' (expected: 1s to 24h)");
  }

  @Test
  void theTokenIsGivenAsAValueOrAsAFile() {
    assertThat(
            Reading.of("PROBE_CONTROL_TOKEN=0123456789abcdef", "PROBE_CONTROL_TOKEN_FILE=/t")
                .problems())
        .containsExactly(
            "PROBE_CONTROL_TOKEN and PROBE_CONTROL_TOKEN_FILE are both set (expected: one of"
                + " them)");
  }

  @Test
  void anEmptyTokenIsNone() {
    Config config = Reading.of("PROBE_CONTROL_TOKEN=", "PROBE_CONTROL_TOKEN_FILE=").config();

    assertThat(config.token()).isEmpty();
    assertThat(config.tokenFile()).isEmpty();
  }

  @Test
  void probeFileAndSocketsNeedThreeNames() {
    assertThat(Reading.of("PROBE_FILE=x", "PROBE_SOCKET=x").problems())
        .containsExactly(
            "probe file and sockets of app are [/run/probe/x, /run/probe/x,"
                + " /run/probe/notify.sock] (expected: three different names)");
    assertThat(Reading.of("PROBE_NOTIFY_SOCKET=signal.sock").problems()).hasSize(1);
    assertThat(Reading.of("PROBE_NOTIFY_SOCKET=live").problems()).hasSize(1);
  }

  @Test
  void libertysFilesNeedTheirNamesForThemselves() {
    assertThat(Reading.of("PROBE_FILES=liberty", "PROBE_SOCKET=started").problems())
        .containsExactly(
            "probe file and sockets of app are [/run/probe/live, /run/probe/started,"
                + " /run/probe/notify.sock, /run/probe/started, /run/probe/ready] (expected: five"
                + " different names)");
    assertThat(Reading.of("PROBE_FILES=liberty", "PROBE_FILE=ready").problems()).hasSize(1);
    assertThat(Reading.of("PROBE_FILE=ready").app().file()).hasFileName("ready");
  }

  @Test
  void anAppsPortIsNotTheAgentsOwn() {
    assertThat(Reading.of("PROBE_APP_PORTS=8080,9810").problems())
        .containsExactly(
            "PROBE_APP_PORTS of app has 9810, where the agent itself listens"
                + " (expected: the app's own ports)");
  }

  @Test
  void aPortIsOfOneApp() {
    assertThat(Reading.of("PROBE_APPS=web,db", "PROBE_APP_PORTS=8080").problems())
        .containsExactly(
            "port 8080 is of web and of db (expected: PROBE_WEB_APP_PORTS and the like, a port in"
                + " one of them)");
    assertThat(
            Reading.of("PROBE_APPS=web,db", "PROBE_WEB_APP_PORTS=1,2", "PROBE_DB_APP_PORTS=2")
                .problems())
        .hasSize(1);
    assertThat(
            Reading.of("PROBE_APPS=web,db", "PROBE_WEB_APP_PORTS=1,2,2", "PROBE_DB_APP_PORTS=3")
                .app()
                .ports())
        .containsExactly(1, 2);
    assertThat(
            Reading.of("PROBE_APPS=web,db", "PROBE_WEB_APP_PORTS=1,2?", "PROBE_DB_APP_PORTS=3,2?")
                .problems())
        .hasSize(1);
  }

  @Test
  void theSocketsPathHasLessThanAHundredBytes() {
    String n = "PROBE_NOTIFY_SOCKET=n";
    String longest = "/" + "d".repeat(96);

    assertThat(Reading.of("PROBE_DIR=" + longest, "PROBE_SOCKET=s", n).app().socket().toString())
        .hasSize(99);
    assertThat(Reading.of("PROBE_DIR=" + longest, "PROBE_SOCKET=ss", n).problems())
        .containsExactly(
            "the socket's path "
                + longest
                + "/ss has 100 bytes (expected: at most 99; shorten PROBE_DIR)");
  }

  @Test
  void theSocketsPathIsCountedInBytes() {
    assertThat(Reading.of("PROBE_DIR=/" + "é".repeat(50), "PROBE_SOCKET=s").problems())
        .singleElement()
        .asString()
        .contains("/notify.sock has 113 bytes ");
  }

  @Test
  void theSubfolderOfAnAppCounts() {
    String dir = "/" + "d".repeat(90);

    assertThat(
            Reading.of(
                    "PROBE_DIR=" + dir,
                    "PROBE_SOCKET=s",
                    "PROBE_NOTIFY_SOCKET=n",
                    "PROBE_APPS=a,long-name")
                .problems())
        .containsExactly(
            "the socket's path "
                + dir
                + "/long-name/s has 103 bytes (expected: at most 99; shorten PROBE_DIR)");
  }
}

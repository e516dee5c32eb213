package io.probeagent.agent.config;

import static io.probeagent.agent.config.Setting.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.config.Config.Sidecar;
import io.probeagent.agent.config.Config.Value;
import io.probeagent.agent.lifecycle.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting, by its variable and by its flag, arrives where it belongs. */
final class ConfigMappingTest {

  static Stream<Arguments> settings() {
    return Stream.of(
        all(DIR, "/mnt/p/../q", Config::dir, Path.of("/mnt/q")),
        all(LISTEN, "[::1]:80", Config::listen, new Listen("::1", 80)),
        all(APPS, "web, db", c -> c.apps().stream().map(App::name).toList(), List.of("web", "db")),
        app(FILE, "up", App::file, Path.of("/run/probe/up")),
        policy(FILE_MAX_AGE, "90s", Policy::fileMaxAge, Duration.ofSeconds(90)),
        app(FILES, "liberty", App::files, Config.Files.LIBERTY),
        app(SOCKET, "s", App::socket, Path.of("/run/probe/s")),
        app(NOTIFY_SOCKET, "n", App::notifySocket, Path.of("/run/probe/n")),
        app(SOCKET_MODE, "0660", App::socketMode, 0b110_110_000),
        all(POLL, "100ms", Config::poll, Duration.ofMillis(100)),
        policy(LEASE_TIMEOUT, "1m", Policy::leaseTimeout, Duration.ofMinutes(1)),
        policy(WATCHDOG, "90s", Policy::watchdog, Duration.ofSeconds(90)),
        app(APP_PORTS, "8080, 65535", App::ports, List.of(8080, 65535)),
        policy(READY_BY, "word", Policy::readyByPorts, false),
        policy(RELOADING, "unready", Policy::reloadingUnready, true),
        all(GRACE_PERIOD, "1h", Config::gracePeriod, Duration.ofHours(1)),
        policy(DRAIN_DELAY, "0s", Policy::drainDelay, Duration.ZERO),
        policy(DRAIN_TIMEOUT, "29s", Policy::drainTimeout, Duration.ofSeconds(29)),
        policy(DRAIN_READINESS, "hold", Policy::holdReadiness, true),
        policy(READINESS_THRESHOLD, "3", Policy::readinessThreshold, 3),
        policy(DRAIN_UNTIL, "delay", Policy::untilIdle, false),
        all(CONTROL_TOKEN, "0123456789abcdef", Config::token, Optional.of("0123456789abcdef")),
        all(CONTROL_TOKEN_FILE, "/t/k", Config::tokenFile, Optional.of(Path.of("/t/k"))),
        all(CONTROL_UIDS, "7, 1000680000", Config::controlUids, Set.of(7, 1_000_680_000)),
        all(SIDECAR, "native", Config::sidecar, Sidecar.NATIVE),
        all(EXIT_WITH_APP, "true", Config::exitWithApp, true),
        all(MAX_CONNECTIONS, "16", Config::maxConnections, 16),
        all(LOG_FORMAT, "text", Config::logJson, false),
        all(LOG_LEVEL, "debug", Config::logLevel, Level.DEBUG));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void byItsVariable(Setting setting, String text, Function<Config, ?> part, Object expected) {
    check(Reading.of(setting.variable() + "=" + text), setting, setting.variable(), part, expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void byItsFlagWithASpace(
      Setting setting, String text, Function<Config, ?> part, Object expected) {
    check(Reading.of().with(setting.flag(), text), setting, setting.flag(), part, expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void byItsFlagWithAnEqualsSignWhichWinsOverTheVariable(
      Setting setting, String text, Function<Config, ?> part, Object expected) {
    Reading reading =
        Reading.of(setting.variable() + "=!not read!").with(setting.flag() + "=" + text);
    check(reading, setting, setting.flag(), part, expected);
  }

  @Test
  void aPortThatNeedNotBeOpenIsTold() {
    App app = Reading.of("PROBE_APP_PORTS=9090?,8080,81? ,80?,80,9090?").app();
    assertThat(app.ports()).containsExactly(8080, 80);
    assertThat(app.counted()).containsExactly(9090, 81);
    assertThat(app.allPorts()).containsExactly(8080, 80, 9090, 81);
  }

  @Test
  void noSettingIsLeftOut() {
    assertThat(settings().map(row -> row.get()[0])).containsExactly((Object[]) Setting.values());
  }

  @Test
  void aValueMayContainAnEqualsSign() {
    String token = "a=b=c=d=e=f=g=h=";

    assertThat(Reading.of().with("--control-token=" + token).config().token()).contains(token);
  }

  @Test
  void theGracePeriodReachesEveryPolicy() {
    Config config = Reading.of("PROBE_APPS=a,b", "PROBE_GRACE_PERIOD=45s").config();

    assertThat(config.apps())
        .extracting(app -> app.policy().gracePeriod())
        .containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(45));
  }

  private static void check(
      Reading reading, Setting setting, String from, Function<Config, ?> part, Object expected) {
    Config config = reading.config();

    assertThat(part.apply(config)).isEqualTo(expected);
    assertThat(part.apply(Reading.of().config())).isNotEqualTo(expected);
    assertThat(config.effective().get(setting.key())).extracting(Value::from).isEqualTo(from);
  }

  private static Arguments all(
      Setting setting, String text, Function<Config, ?> part, Object expected) {
    return arguments(setting, text, part, expected);
  }

  private static Arguments app(
      Setting setting, String text, Function<App, ?> part, Object expected) {
    Function<Config, ?> whole = config -> part.apply(config.apps().get(0));
    return arguments(setting, text, whole, expected);
  }

  private static Arguments policy(
      Setting setting, String text, Function<Policy, ?> part, Object expected) {
    return app(setting, text, app -> part.apply(app.policy()), expected);
  }
}

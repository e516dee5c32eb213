package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.App;
import io.probeagent.agent.config.Config.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An app's own setting wins over that of all apps. */
final class PerAppTest {

  @Test
  void everyAppHasItsSubfolder() {
    Config config = Reading.of("PROBE_APPS=web,job-2").config();

    assertThat(config.apps())
        .extracting(App::name, App::dir, App::file, App::socket)
        .containsExactly(row("web", "/run/probe/web"), row("job-2", "/run/probe/job-2"));
  }

  @Test
  void oneNamedAppHasItsSubfolderToo() {
    assertThat(Reading.of("PROBE_APPS=app").app().dir()).isEqualTo(Path.of("/run/probe/app"));
  }

  @Test
  void itsOwnVariableWinsForItAlone() {
    Config config =
        Reading.of(
                "PROBE_APPS=web,job-2",
                "PROBE_DRAIN_DELAY=1s",
                "PROBE_JOB_2_DRAIN_DELAY=2s",
                "PROBE_WEB_FILE=up")
            .config();

    assertThat(delays(config)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(config.apps())
        .extracting(App::file)
        .containsExactly(Path.of("/run/probe/web/up"), Path.of("/run/probe/job-2/live"));
  }

  @Test
  void itsOwnFlagWinsOverItsOwnVariable() {
    Config config =
        Reading.of("PROBE_APPS=web,job-2", "PROBE_JOB_2_DRAIN_DELAY=2s")
            .with("--job-2-drain-delay=3s", "--drain-delay", "4s")
            .config();

    assertThat(delays(config)).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(3));
    assertThat(config.effective())
        .containsEntry("drain_delay", new Value("4s", "--drain-delay"))
        .containsEntry("job-2.drain_delay", new Value("3s", "--job-2-drain-delay"))
        .doesNotContainKey("web.drain_delay");
  }

  @Test
  void theListOfAppsMayComeByFlag() {
    Config config =
        Reading.of("PROBE_APPS=not,read", "PROBE_WEB_SOCKET=s").with("--apps", "web").config();

    assertThat(config.apps()).extracting(App::socket).containsExactly(Path.of("/run/probe/web/s"));
  }

  @Test
  void theOneAppWithoutAListIsNamedApp() {
    assertThat(Reading.of("PROBE_APP_FILE=up").app().file()).isEqualTo(Path.of("/run/probe/up"));
  }

  @Test
  void aBadValueIsToldUnderTheNameThatWasGiven() {
    assertThat(
            Reading.of("PROBE_APPS=web,db", "PROBE_WEB_RELOADING=x")
                .with("--db-lease-timeout", "y")
                .problems())
        .containsExactly(
            "PROBE_WEB_RELOADING is 'x' (expected: ready or unready)",
            "--db-lease-timeout is 'y' (expected: 100ms to 10m)");
  }

  @Test
  void aBadValueForAllIsToldOnce() {
    assertThat(Reading.of("PROBE_APPS=a,b,c", "PROBE_RELOADING=x").problems())
        .containsExactly("PROBE_RELOADING is 'x' (expected: ready or unready)");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void whatIsOfThePodIsNotOfAnApp(Setting setting) {
    String variable = "PROBE_WEB_" + setting;
    Reading reading = Reading.of("PROBE_APPS=web", variable + "=?");

    assertThat(reading.problems())
        .singleElement()
        .asString()
        .startsWith(setting.isPerApp() ? variable + " is '?'" : "unknown variable " + variable);
  }

  @ParameterizedTest
  @CsvSource({"web, PROBE_WEB_FILE, --web-file", "a-b-c, PROBE_A_B_C_FILE, --a-b-c-file"})
  void hyphensAreUnderscoresInAVariable(String app, String variable, String flag) {
    assertThat(Setting.FILE.variable(app)).isEqualTo(variable);
    assertThat(Setting.FILE.flag(app)).isEqualTo(flag);
    assertThat(flag.toUpperCase(Locale.ROOT)).endsWith("-FILE");
  }

  private static List<Duration> delays(Config config) {
    return config.apps().stream().map(app -> app.policy().drainDelay()).toList();
  }

  private static org.assertj.core.groups.Tuple row(String name, String dir) {
    Path folder = Path.of(dir);
    return org.assertj.core.groups.Tuple.tuple(
        name, folder, folder.resolve("live"), folder.resolve("signal.sock"));
  }
}

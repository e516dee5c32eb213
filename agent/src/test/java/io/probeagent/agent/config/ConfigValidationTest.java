package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value that cannot be is refused, by name, with the value and what was expected. */
final class ConfigValidationTest {
  private static final String BAD =
      """
      DIR | run/probe | an absolute path
      DIR | '' | an absolute path
      LISTEN | 9810 | :port, host:port or [v6]:port
      LISTEN | :65536 | :port, host:port or [v6]:port
      LISTEN | :-1 | :port, host:port or [v6]:port
      LISTEN | ::1:9810 | :port, host:port or [v6]:port
      LISTEN | host: | :port, host:port or [v6]:port
      LISTEN | http://host:80 | :port, host:port or [v6]:port
      APPS | Web | DNS labels with commas, at most 16
      APPS | web_1 | DNS labels with commas, at most 16
      APPS | -web | DNS labels with commas, at most 16
      APPS | web- | DNS labels with commas, at most 16
      APPS | 'web,' | DNS labels with commas, at most 16
      APPS | 'web,,db' | DNS labels with commas, at most 16
      APPS | 'web,web' | DNS labels with commas, at most 16
      APPS | 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q' | DNS labels with commas, at most 16
      APPS | ../web | DNS labels with commas, at most 16
      FILE | a/b | a file name
      FILE | .. | a file name
      FILE | .hidden | a file name
      FILE | '' | a file name
      FILE_MAX_AGE | 0s | auto, off, or 1s to 24h
      FILE_MAX_AGE | 999ms | auto, off, or 1s to 24h
      FILE_MAX_AGE | 25h | auto, off, or 1s to 24h
      FILE_MAX_AGE | on | auto, off, or 1s to 24h
      FILES | open-liberty | plain or liberty
      SOCKET | /run/s | a file name
      NOTIFY_SOCKET | @notify | a file name
      WATCHDOG | 99ms | off, or 100ms to 24h
      WATCHDOG | 25h | off, or 100ms to 24h
      WATCHDOG | on | off, or 100ms to 24h
      APP_PORTS | http | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | 0 | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '80,65536' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '80,' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '80?' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '80??,81' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '?,80' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      APP_PORTS | '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17' | ports from 1 to 65535 with commas, at most 16, at least one without ?
      READY_BY | port | auto or word
      READINESS_THRESHOLD | 0 | 1 to 100
      READINESS_THRESHOLD | 101 | 1 to 100
      DRAIN_UNTIL | idle, | idle or delay
      SOCKET_MODE | 0400 | octal, 0600 to 0777
      SOCKET_MODE | 0668 | octal, 0600 to 0777
      SOCKET_MODE | 1777 | octal, 0600 to 0777
      SOCKET_MODE | rw-rw-rw- | octal, 0600 to 0777
      POLL | 99ms | 100ms to 60s
      POLL | 61s | 100ms to 60s
      LEASE_TIMEOUT | 0s | 100ms to 10m
      LEASE_TIMEOUT | 11m | 100ms to 10m
      RELOADING | Ready | ready or unready
      GRACE_PERIOD | 0s | 1s to 24h
      GRACE_PERIOD | 30 | 1s to 24h
      GRACE_PERIOD | -5s | 1s to 24h
      GRACE_PERIOD | 1d | 1s to 24h
      GRACE_PERIOD | 1.5s | 1s to 24h
      GRACE_PERIOD | 9999999999s | 1s to 24h
      DRAIN_DELAY | 5 s | 0s to 1h, below the drain time-out
      DRAIN_DELAY | 2h | 0s to 1h, below the drain time-out
      DRAIN_TIMEOUT | 30s | auto, or below the grace period
      DRAIN_TIMEOUT | 0s | auto, or below the grace period
      DRAIN_READINESS | true | fail or hold
      CONTROL_TOKEN_FILE | token | an absolute path
      CONTROL_UIDS | root | auto, or UIDs with commas
      CONTROL_UIDS | -1 | auto, or UIDs with commas
      CONTROL_UIDS | 2147483648 | auto, or UIDs with commas
      CONTROL_UIDS | 99999999999 | auto, or UIDs with commas
      CONTROL_UIDS | '' | auto, or UIDs with commas
      SIDECAR | NATIVE | auto, native or regular
      EXIT_WITH_APP | yes | true or false
      MAX_CONNECTIONS | 15 | 16 to 10000
      MAX_CONNECTIONS | 10001 | 16 to 10000
      MAX_CONNECTIONS | 1e3 | 16 to 10000
      LOG_FORMAT | xml | json or text
      LOG_LEVEL | trace | debug, info, warn or error
      """;

  private static final Set<String> TABLED = new TreeSet<>();

  static {
    BAD.lines().map(row -> row.substring(0, row.indexOf(' '))).forEach(TABLED::add);
  }

  @ParameterizedTest
  @CsvSource(textBlock = BAD, delimiter = '|')
  void aBadVariable(Setting setting, String value, String expected) {
    assertThat(Reading.of(setting.variable() + "=" + value).problems())
        .containsExactly(setting.variable() + " is '" + value + "' (expected: " + expected + ")");
  }

  @ParameterizedTest
  @CsvSource(textBlock = BAD, delimiter = '|')
  void aBadFlag(Setting setting, String value, String expected) {
    assertThat(Reading.of().with(setting.flag(), value).problems())
        .containsExactly(setting.flag() + " is '" + value + "' (expected: " + expected + ")");
  }

  @Test
  void everySettingCanBeWrong() {
    for (Setting setting : Setting.values()) {
      assertThat(setting.isSecret() || TABLED.contains(setting.name())).as("%s", setting).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          LISTEN | :0
          LISTEN | 0.0.0.0:65535
          LISTEN | pod.example.org:1
          LISTEN | [fe80::1%eth0]:9810
          APPS | 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p'
          FILE_MAX_AGE | 1s
          FILE_MAX_AGE | 24h
          SOCKET_MODE | 600
          SOCKET_MODE | 0777
          POLL | 60s
          LEASE_TIMEOUT | 100ms
          LEASE_TIMEOUT | 10m
          GRACE_PERIOD | 24h
          GRACE_PERIOD | 86400s
          DRAIN_DELAY | 20s
          DRAIN_TIMEOUT | 29999ms
          CONTROL_UIDS | 0
          CONTROL_UIDS | 2147483647
          MAX_CONNECTIONS | 10000
          LOG_LEVEL | error
          """,
      delimiter = '|')
  void theLimitsThemselvesAreAccepted(Setting setting, String value) {
    assertThat(Reading.of(setting.variable() + "=" + value).config().effective())
        .extractingByKey(setting.key())
        .isEqualTo(new Config.Value(value, setting.variable()));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            Reading.of("PROBE_DIR=x", "PROBE_POLL=1h", "PROBE_LOG_LEVEL=loud", "PROBE_XYZZY=1")
                .with("--sidecar", "maybe", "stray", "--poll")
                .problems())
        .containsExactlyInAnyOrder(
            "unexpected argument 'stray' (expected: a flag; see --help)",
            "--poll has no value",
            "PROBE_DIR is 'x' (expected: an absolute path)",
            "PROBE_POLL is '1h' (expected: 100ms to 60s)",
            "PROBE_LOG_LEVEL is 'loud' (expected: debug, info, warn or error)",
            "--sidecar is 'maybe' (expected: auto, native or regular)",
            "unknown variable PROBE_XYZZY (see --help for those that are known)");
  }

  @Test
  void theMessageOfTheExceptionIsOneLineForEachProblem() {
    Reading reading = Reading.of("PROBE_DIR=x", "PROBE_POLL=1h");

    assertThat(reading.problems()).hasSize(2);
    assertThat(new ConfigException(reading.problems()))
        .hasMessage(String.join("\n", reading.problems()));
  }
}

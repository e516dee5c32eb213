package io.probeagent.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage: exit code 2, one line that names the option, the value and what was expected. */
final class RefusalsTest {
  @TempDir Path folder;

  private void refused(String line, String... arguments) throws Exception {
    Told told = Told.by(new Arguments(folder).all(arguments).toArray(String[]::new));
    assertThat(told.err()).isEqualTo("rollout: " + line + System.lineSeparator());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--updates           | 0      | 1 to 10000",
        "--updates           | 10001  | 1 to 10000",
        "--replicas          | 0      | 1 to 50",
        "--replicas          | 51     | 1 to 50",
        "--max-surge         | -1     | 0 to 50",
        "--max-unavailable   | 51     | 0 to 50",
        "--min-ready         | 601s   | 0s to 600s",
        "--progress-deadline | 999ms  | 1s to 600s",
        "--progress-deadline | 601s   | 1s to 600s",
        "--drain-delay       | 301s   | 0s to 300s",
        "--grace-period      | 999ms  | 1s to 600s",
        "--grace-period      | 601s   | 1s to 600s",
        "--probe-period      | 49ms   | 50ms to 60s",
        "--probe-period      | 61s    | 50ms to 60s",
        "--max-work          | 61s    | 0s to 60s",
        "--warm-up           | 601s   | 0s to 600s",
        "--baseline          | 601s   | 0s to 600s",
        "--port              | -1     | 0 to 65000",
        "--port              | 65001  | 0 to 65000",
        "--lag               | 301s   | 0s to 300s",
        "--lag               | 2s-1s  | the shorter one first",
        "--lag               | x      | a time like 2s, or 0s-4s",
        "--lag               | 1s-    | a time like 2s, or 0s-4s",
        "--lag               | -1s    | a time like 2s, or 0s-4s",
        "--lag               | 1s-2s-3s | a time like 2s, or 0s-4s",
        "--mode              | soft   | one of full, delay-then-close, close-first, abrupt",
        "--ready-path        | up     | /path",
        "--pre-stop          | drain  | /path",
        "--clients           | 0      | at least one",
        "--clients           | busy=0 | at least one",
        "--java              | /none  | an executable",
      })
  void anOptionOutOfRange(String option, String value, String expected) throws Exception {
    refused("%s is '%s' (expected: %s)".formatted(option, value, expected), option + "=" + value);
  }

  @ParameterizedTest
  @CsvSource({"--max-work, 2h", "--drain-delay, 5", "--min-ready, soon"})
  void aTimeThatIsNone(String option, String value) throws Exception {
    refused(
        ("Invalid value for option '%s': '%s' (expected: a time like 500ms, 2s or 5m)"
                + " (see --help)")
            .formatted(option, value),
        option + "=" + value);
  }

  @Test
  void aNumberThatIsNone() throws Exception {
    refused(
        "Invalid value for option '--updates': 'many' is not an int (see --help)",
        "--updates=many");
  }

  @Test
  void anotherProxy() throws Exception {
    refused(
        "Invalid value for option '--via': 'nginx' (expected: kube-proxy or haproxy) (see --help)",
        "--via=nginx");
  }

  @Test
  void whatDoesNotGoTogether() throws Exception {
    refused("--max-surge and --max-unavailable are '0' (expected: one above 0)", "--max-surge=0");
  }

  @Test
  void aDeadlineThatIsOverBeforeAPodIsAvailable() throws Exception {
    refused(
        "--progress-deadline is '60s' (expected: longer than --min-ready, which is '60s')",
        "--min-ready=1m");
  }

  @Test
  void aHookWithoutAnAgent() throws Exception {
    refused(
        "--pre-stop asks the agent, but --no-agent says that there is none",
        "--no-agent",
        "--pre-stop=/drain");
  }

  @Test
  void haProxyWithoutAnAgent() throws Exception {
    refused(
        "--via haproxy checks the agents, but --no-agent says: none",
        "--no-agent",
        "--via=haproxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "busy=x", "busy=1,", "busy=-1", "busy=1=2", "busy=10000", ""})
  void clientsThatCannotBeRead(String clients) throws Exception {
    String part = clients.substring(clients.lastIndexOf(',') + 1);
    refused(
        "--clients has '" + part + "' (expected: 50, or busy=10,jdk=5)", "--clients=" + clients);
  }

  @Test
  void clientsOfNoKind() throws Exception {
    refused(
        "--clients has 'robot' (expected: new-connection, keep-alive, busy, pipeline, upload,"
            + " stream, sse, jdk or http2)",
        "--clients=busy=1,robot=2");
  }

  @Test
  void clientsSaidTwice() throws Exception {
    refused("--clients has 'busy' twice (expected: once)", "--clients=busy=1,busy=2");
  }

  @Test
  void clientsThatNeedTheSample() throws Exception {
    refused(
        "sse=1 (expected: 0, it asks for what only the sample has)",
        "--app=true",
        "--clients=sse=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET     | --request is 'GET' (expected: GET /path)",
        "get /   | --request: method=get (expected: such as GET or POST)",
        "GET x   | --request: path=x (expected: /...)",
        "GET /{} | --request: path=/{} (expected: a path of a URI)",
      })
  void aRequestThatIsNone(String request, String line) throws Exception {
    refused(line, "--app=true", "--request=" + request);
  }

  @Test
  void aJarThatIsNotThere() throws Exception {
    Path jar = new Arguments(folder).jar();
    Told told = Told.by("--app-jar=" + jar, "--agent-jar=/nowhere.jar");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .isEqualTo(
            "rollout: there is no /nowhere.jar (expected: a jar; build it with"
                + " 'mvn -pl agent -am package', or give --agent-jar)"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nonsense | Unknown option: '--nonsense' (see --help)",
        "extra      | Unmatched argument at index 2: 'extra' (see --help)",
        "--updates  | Missing required parameter for option '--updates' (N) (see --help)",
      })
  void whatIsNoOption(String argument, String line) throws Exception {
    refused(line, argument);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limit=0s          | --limit is '0s' (expected: 1s to 60s)",
        "--limit=61s         | --limit is '61s' (expected: 1s to 60s)",
        "--drain-delay=99ms  | --drain-delay is '99ms' (expected: 100ms to 10s)",
        "--limit=soon        | Invalid value for option '--limit': 'soon' (expected: a time like"
            + " 500ms, 2s or 5m) (see --help)",
      })
  void whatLifeCannotDo(String argument, String line) {
    Told told = Told.by("life", argument);
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).isEqualTo("rollout: " + line + System.lineSeparator());
    assertThat(told.out()).isEmpty();
  }
}

package io.probeagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.config.HelpText;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, short of serving. */
@Timeout(60)
final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "check --help", "serve -h"})
  void helpIsTheUsageAndEverySetting(String arguments) throws Exception {
    assertThat(run(Map.of("PROBE_NONSENSE", "1"), arguments.split(" "))).isZero();

    assertThat(out.toString(UTF_8)).isEqualTo(Usage.TEXT + HelpText.settings());
  }

  @Test
  void theUsageNamesEveryCommand() {
    assertThat(Usage.TEXT)
        .contains("  serve ", "  check ", "  status ", "  drain ", "  undrain ", "  notify ")
        .contains("--version", "--print-config", "--help")
        .endsWith("\n\n");
    assertThat(Usage.TEXT.lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "version"})
  void theVersionIsThatOfTheBuildAndOfTheJvm(String argument) throws Exception {
    assertThat(run(Map.of(), argument)).isZero();

    assertThat(out.toString(UTF_8))
        .isEqualTo("probe-agent dev (Java " + Runtime.version() + ")" + System.lineSeparator());
  }

  @Test
  void theEffectiveConfigurationIsPrintedAsJson() throws Exception {
    Map<String, String> environment =
        Map.of("PROBE_APPS", "web", "PROBE_CONTROL_TOKEN", "correct-horse-battery");

    assertThat(run(environment, "--print-config", "--web-drain-delay", "1s")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(json.at("/dir/value").asText()).isEqualTo("/run/probe");
    assertThat(json.at("/dir/from").asText()).isEqualTo("default");
    assertThat(json.at("/apps/from").asText()).isEqualTo("PROBE_APPS");
    assertThat(json.path("web.drain_delay").path("value").asText()).isEqualTo("1s");
    assertThat(json.path("web.drain_delay").path("from").asText()).isEqualTo("--web-drain-delay");
    assertThat(json.at("/control_token/value").asText()).isEqualTo("(hidden)");
    assertThat(out.toString(UTF_8)).doesNotContain("correct-horse-battery");
  }

  @Test
  void everyProblemOfTheConfigurationIsALineAndTheCodeIsTwo() throws Exception {
    assertThat(run(Map.of("PROBE_POLL", "1h"), "--dirr", "/x", "stray")).isEqualTo(2);

    assertThat(err.toString(UTF_8).lines())
        .containsExactlyInAnyOrder(
            "probe-agent: unexpected argument 'stray' (expected: a flag; see --help)",
            "probe-agent: unknown flag --dirr (did you mean --dir?)",
            "probe-agent: PROBE_POLL is '1h' (expected: 100ms to 60s)");
    assertThat(out.size()).isZero();
  }

  @Test
  void theConfigurationIsCheckedBeforeACommandRuns() throws Exception {
    assertThat(run(Map.of("PROBE_POLL", "1h"), "check", "live")).isEqualTo(2);
    assertThat(run(Map.of("PROBE_POLL", "1h"), "--print-config")).isEqualTo(2);
  }

  @Test
  void serveTakesFlagsOnly() throws Exception {
    assertThat(run(Map.of(), "serve", "now")).isEqualTo(2);

    assertThat(err.toString(UTF_8).strip())
        .isEqualTo("probe-agent: serve takes no argument, but got 'now'");
  }

  @Test
  void anUnknownCommandIsNamed() throws Exception {
    assertThat(run(Map.of(), "srve")).isEqualTo(2);

    assertThat(err.toString(UTF_8).strip())
        .isEqualTo("probe-agent: unknown command 'srve' (see --help)");
  }

  @Test
  void aCommandIsGivenItsWordsAndTheFlagsBehindThem(@TempDir Path dir) throws Exception {
    try (RunningAgent agent = RunningAgent.start(dir, Transport.best())) {
      assertThat(run(Map.of(), "notify", "READY=1", "STATUS=--x", "--dir", dir.toString()))
          .isZero();
      assertThat(run(Map.of("PROBE_DIR", dir.toString()), "check", "ready", "app")).isZero();
      assertThat(out.toString(UTF_8)).isEqualTo("ok\nok\n");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.state().at("/instance/status").asText()).isEqualTo("--x");
    }
    assertThat(run(Map.of("PROBE_DIR", dir.toString()), "check", "ready")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("no agent answers at " + dir);
  }

  private int run(Map<String, String> environment, String... arguments) throws Exception {
    return Main.run(
        List.of(arguments),
        environment,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }
}

package io.probeagent.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong words are refused before anything is built or started. */
class RefusalsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--rounds 0 | --rounds is 0 (expected: 1 to 1000)",
        "--rounds few | Invalid value for option '--rounds'",
        "--only sleep | Invalid value for option '--only'",
        "--peers go,caddy | --peers has 'caddy' (expected: some of go, nginx, haproxy, floor, or none)",
        "--also go=x | --also names 'go' (expected: a name of its own)",
        "--also before=no-such-dir | 'no-such-dir' holds no agent (expected: what 'bench tree no-such-dir' makes)",
        "--slow | Unknown option: '--slow'",
        "node --agents 0 | --agents is 0 (expected: 1 or more)",
        "node --warm -1 | --warm is -1 (expected: 0 or more)",
        "node --peers floor | --peers has 'floor' (expected: some of go, nginx, haproxy, or none)",
        "core --slow | Unknown option: '--slow'",
        "tree | Missing required parameter: 'DIR'",
        "tree x --project no-such-dir | no Dockerfile.agent in 'no-such-dir'"
      })
  void saysWhatIsWrong(String words, String complaint) {
    assertThat(run(words.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("bench: " + complaint);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void helps() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("start, probe, memory, saturation");
  }

  private int run(String... words) {
    return BenchCommand.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}

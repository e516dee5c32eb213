package io.probeagent.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class HelpTest {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("--agent-jar", "default: ../../agent/target/probe-agent.jar"),
          Map.entry("--app-jar", "default: ../../sample-app/target/sample-app.jar"),
          Map.entry("--java", "default: the Java that runs this"),
          Map.entry("--updates", "default: 1"),
          Map.entry("--replicas", "default: 3"),
          Map.entry("--max-surge", "default: 1"),
          Map.entry("--max-unavailable", "default: 0"),
          Map.entry("--min-ready", "default: 0s"),
          Map.entry("--progress-deadline", "default: 1m"),
          Map.entry("--grace-period", "default: 30s"),
          Map.entry("--drain-delay", "default: 2s"),
          Map.entry("--lag", "default: half of the drain delay"),
          Map.entry("--probe-period", "default: 1s"),
          Map.entry("--mode", "full (default)"),
          Map.entry("--via", "kube-proxy (default)"),
          Map.entry("--clients", "default: 54"),
          Map.entry("--max-work", "default: 500ms"),
          Map.entry("--warm-up", "default: 5s"),
          Map.entry("--baseline", "default: 5s"),
          Map.entry("--seed", "default: 1"),
          Map.entry("--port", "default: free ones from 20000 on"),
          Map.entry("--request", "default: GET /"),
          Map.entry("--ready-path", "default: /"),
          Map.entry("--report", "default: rollout-report"));

  /** None of these is there unless it is asked for. */
  private static final Set<String> OFF = Set.of("--pre-stop", "--no-agent", "--app");

  private static Map<String, String> options() {
    return new CommandLine(new UpdateArguments())
        .getCommandSpec().options().stream()
            .collect(
                Collectors.toMap(
                    OptionSpec::longestName, option -> String.join(" ", option.description())));
  }

  @Test
  void saysEveryDefault() {
    Map<String, String> options = options();
    DEFAULTS.forEach((name, text) -> assertThat(options.get(name)).as(name).contains(text));
    OFF.forEach(name -> assertThat(options.get(name)).as(name).doesNotContain("default"));
    assertThat(options.keySet())
        .allMatch(name -> DEFAULTS.containsKey(name) || OFF.contains(name))
        .hasSize(DEFAULTS.size() + OFF.size());
  }

  @Test
  void showsEveryOption() {
    Told told = Told.by("--help");
    assertThat(told.code()).isZero();
    assertThat(told.err()).isEmpty();
    String help = told.out().replaceAll("\\s+", " ");
    options().forEach((name, text) -> assertThat(help).contains(name).contains(text));
    assertThat(help).contains("0 no request failed, 1 some did or an update got stuck, 2 wrong");
    assertThat(told.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void showsThatOfLife() {
    Told told = Told.by("life", "--help");
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("--limit", "default: 15s", "--drain-delay", "default: 2s");
  }

  @Test
  void saysItsVersion() {
    Told told = Told.by("--version");
    assertThat(told.code()).isZero();
    assertThat(told.out()).startsWith("rollout ");
  }
}

package io.probeagent.charts.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.charts.agent.Jar.Said;
import io.probeagent.charts.helm.Case;
import io.probeagent.charts.helm.Helm;
import io.probeagent.charts.helm.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real agent starts with what the charts tell it, and refuses what the charts refuse. */
final class SettingsIT {
  /** Settings that follow from other values of the chart. */
  private static final String[] FOLLOWING = {
    "probe-agent: {port: 10000, dir: /var/run/app, longestRequest: 1h}",
    "probe-agent: {controlToken: {existingSecret: token}, preStop: true}",
    "probe-agent: {terminationGracePeriodSeconds: 12, longestRequest: 2s}",
    "probe-agent: {settings: {drainDelay: 0s}, longestRequest: 0s, terminationGracePeriodSeconds: 5}",
  };

  @Test
  void theAgentTakesWhatEveryRenderingTellsIt() throws Exception {
    Set<Map<String, String>> different =
        Stream.concat(Case.releases(), Stream.of(FOLLOWING).map(Release.PLAIN::with))
            .flatMap(release -> Told.agents(Helm.sampleApp().documents(release)).stream())
            .collect(Collectors.toSet());
    assertThat(different).hasSizeGreaterThanOrEqualTo(4);
    for (Map<String, String> variables : different) {
      Said said = Jar.AGENT.run(variables, "--print-config");
      assertThat(said.exitCode()).as(variables + ": " + said.text()).isZero();
      for (String variable : variables.keySet()) {
        assertThat(said.text()).contains("\"from\" : \"" + variable + '"');
      }
    }
  }

  /**
   * Just inside and just outside: a chart that is laxer ends in a pod that crashes for ever. Each
   * setting, its variable, what both take, what neither takes.
   */
  private static final String LINES =
      """
      poll             | PROBE_POLL             | 100ms     | 99ms
      poll             | PROBE_POLL             | 60s       | 61s
      leaseTimeout     | PROBE_LEASE_TIMEOUT    | 10m       | 11m
      watchdog         | PROBE_WATCHDOG         | off       | 99ms
      fileMaxAge       | PROBE_FILE_MAX_AGE     | 24h       | 25h
      file             | PROBE_FILE             | a-b.c     | a/b
      files            | PROBE_FILES            | liberty   | Liberty
      socketMode       | PROBE_SOCKET_MODE      | 0600      | 0599
      appPorts         | PROBE_APP_PORTS        | 65535     | 65536
      appPorts         | PROBE_APP_PORTS        | 1         | 0
      appPorts         | PROBE_APP_PORTS        | 80,81?    | 80??
      readyBy          | PROBE_READY_BY         | word      | words
      reloading        | PROBE_RELOADING        | unready   | no
      drainReadiness   | PROBE_DRAIN_READINESS  | hold      | held
      drainUntil       | PROBE_DRAIN_UNTIL      | delay     | now
      controlUids      | PROBE_CONTROL_UIDS     | 0,65532   | -1
      maxConnections   | PROBE_MAX_CONNECTIONS  | 16        | 15
      maxConnections   | PROBE_MAX_CONNECTIONS  | 10000     | 10001
      logFormat        | PROBE_LOG_FORMAT       | text      | xml
      logLevel         | PROBE_LOG_LEVEL        | error     | fatal
      """;

  private record Line(String setting, String variable, String inside, String outside) {
    static List<Line> all() {
      return LINES
          .lines()
          .map(line -> line.split(" *\\| *", -1))
          .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3]))
          .toList();
    }
  }

  @Test
  void theChartDrawsTheLineWhereTheAgentDoes() throws Exception {
    List<Line> left = new ArrayList<>(Line.all());
    assertThat(left).isNotEmpty();
    while (!left.isEmpty()) {
      // The agent tells all that it refuses at once, and a process for each would take long.
      Map<String, Line> round = new LinkedHashMap<>();
      left.forEach(line -> round.putIfAbsent(line.variable(), line));
      left.removeAll(round.values());
      agentAgrees(round.values());
      for (Line line : round.values()) {
        assertThat(rendered(line.setting(), line.inside()))
            .contains(Map.entry(line.variable(), line.inside()));
        assertThat(rendered(line.setting(), line.outside())).as(line.toString()).isEmpty();
      }
    }
  }

  private static void agentAgrees(Collection<Line> lines) throws Exception {
    Said taken =
        Jar.AGENT.run(
            lines.stream().collect(Collectors.toMap(Line::variable, Line::inside)),
            "--print-config");
    assertThat(taken.exitCode()).as(taken.text()).isZero();
    Said refused =
        Jar.AGENT.run(
            lines.stream().collect(Collectors.toMap(Line::variable, Line::outside)),
            "--print-config");
    assertThat(refused.exitCode()).as(refused.text()).isEqualTo(2);
    for (Line line : lines) {
      assertThat(refused.text()).contains(line.variable() + " is '" + line.outside() + "'");
    }
  }

  /** What the agent is told; nothing if the chart refuses. */
  private static Map<String, String> rendered(String setting, String value) {
    Release release =
        Release.PLAIN.with("probe-agent: {settings: {" + setting + ": \"" + value + "\"}}");
    try {
      List<Map<String, String>> agents = Told.agents(Helm.sampleApp().documents(release));
      return agents.get(0);
    } catch (RuntimeException refused) {
      assertThat(refused).hasMessageContaining("settings." + setting + " is ");
      return Map.of();
    }
  }
}

package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Verdicts;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that cannot start says why, in a line; one that can is not put off by trifles. */
final class BadStartIT {
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  /** The one line that a refused start leaves. */
  private String refusal(Map<String, String> environment, String... flags) throws Exception {
    Child agent = stage.run(List.of(), environment, stage.agentCommand(flags));
    assertThat(Stage.exitCode(agent)).isEqualTo(2);
    List<String> lines =
        agent.output().lines().stream().filter(line -> !line.startsWith("Picked up ")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(Ports.loopback(0));
      String port = Integer.toString(taken.getLocalPort());
      assertThat(refusal(Map.of(), "--listen=127.0.0.1:" + port))
          .startsWith("probe-agent: PROBE_LISTEN is '127.0.0.1:" + port + "' and cannot be bound");
    }
  }

  @Test
  void aFolderWhosePathIsTooLongForASocket() throws Exception {
    String dir = stage.dir() + "/" + "d".repeat(100);
    assertThat(refusal(Map.of(), "--dir=" + dir))
        .contains(dir + "/signal.sock has ")
        .containsPattern("\\(expected: at most [0-9]+; shorten PROBE_DIR\\)");
  }

  @Test
  void anUnknownVariable() throws Exception {
    assertThat(refusal(Map.of("PROBE_DRIAN_DELAY", "3s")))
        .isEqualTo(
            "probe-agent: unknown variable PROBE_DRIAN_DELAY"
                + " (did you mean PROBE_DRAIN_DELAY?)");
  }

  @Test
  void anUnknownFlag() throws Exception {
    assertThat(refusal(Map.of(), "--drain-delya=3s")).contains("did you mean --drain-delay?");
  }

  @Test
  void theVariablesOfAServiceNamedProbeAreIgnored() throws Exception {
    Map<String, String> links =
        Map.of(
            "PROBE_SERVICE_HOST", "10.0.0.1",
            "PROBE_SERVICE_PORT", "80",
            "PROBE_SERVICE_PORT_HTTP", "80",
            "PROBE_PORT", "tcp://10.0.0.1:80",
            "PROBE_PORT_80_TCP", "tcp://10.0.0.1:80",
            "PROBE_PORT_80_TCP_PROTO", "tcp",
            "PROBE_PORT_80_TCP_PORT", "80",
            "PROBE_PORT_80_TCP_ADDR", "10.0.0.1");
    AgentProcess.started(stage.run(List.of(), links, stage.agentCommand()), Stage.LIMIT);
    stage.await(Verdicts.DOWN);
  }
}

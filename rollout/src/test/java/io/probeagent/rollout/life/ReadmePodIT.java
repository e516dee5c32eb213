package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.HttpCall;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Verdicts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The pod that the README shows fits the agent: its settings, its port, its paths, its folder. */
final class ReadmePodIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Stage stage;
  private JsonNode spec;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    String yaml = Document.of("README.md").under("Add it to a pod", "yaml").get(0);
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    spec = JSON.<JsonNode>valueToTree(read).at("/spec/template/spec");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void theAgentTakesItsSettingsAndListensWhereTheProbesGo() throws Exception {
    JsonNode agent = spec.at("/initContainers/0");
    List<String> print = stage.agentCommand("--print-config", "--dir=/run/probe", "--listen=:9810");
    print.removeIf(word -> word.startsWith("--dir") || word.startsWith("--listen"));
    Child printed = stage.run(List.of(), environment(agent), print);
    assertThat(Stage.exitCode(printed)).isZero();
    JsonNode config = JSON.readTree(String.join("\n", printed.output().lines()));

    String port = agent.at("/ports/0/containerPort").asText();
    assertThat(config.at("/listen/value").asText()).isEqualTo(":" + port);
    assertThat(config.at("/dir/value").asText())
        .isEqualTo(agent.at("/volumeMounts/0/mountPath").asText())
        .isEqualTo(spec.at("/containers/0/volumeMounts/0/mountPath").asText())
        .isEqualTo(environment(spec.at("/containers/0")).get("PROBE_DIR"));
    assertThat(config.at("/grace_period/value").asText())
        .isEqualTo(spec.path("terminationGracePeriodSeconds").asText() + "s");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(spec.at("/containers/0/" + probe + "/httpGet/port").asText()).isEqualTo(port);
    }
  }

  @Test
  void itsProbesTellOfAServerThatSaysNothing() throws Exception {
    JsonNode web = spec.at("/containers/0");
    Map<String, String> environment = environment(spec.at("/initContainers/0"));
    assertThat(environment.get("PROBE_APP_PORTS"))
        .isEqualTo(web.at("/ports/0/containerPort").asText());
    int port = Ports.free().getPort();
    environment.put("PROBE_APP_PORTS", String.valueOf(port));
    Child process =
        stage.run(
            List.of(), environment, stage.agentCommand("--drain-delay=100ms", "--poll=250ms"));
    AgentProcess agent = AgentProcess.started(process, Stage.LIMIT);
    stage.await(Verdicts.DOWN);
    Child server = stage.run(List.of(), Map.of(), PlainServer.command(port));
    stage.await(Verdicts.READY);
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(status(agent, web.path(probe))).as(probe).isEqualTo(200);
    }
    // Without a token: refused once the delay is over, which is all that kubelet waits for.
    assertThat(status(agent, web.at("/lifecycle/preStop"))).isEqualTo(403);
    stage.await(Verdicts.READY);
    server.terminate();
    stage.await(Verdicts.DOWN);
    process.terminate();
    assertThat(Stage.exitCode(process)).isZero();
  }

  private static int status(AgentProcess agent, JsonNode of) throws Exception {
    try (HttpCall call = HttpCall.to(agent.address(), Stage.LIMIT)) {
      call.send("GET", of.at("/httpGet/path").asText(), "kube-probe/1.34");
      return call.answer().status();
    }
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return environment;
  }
}

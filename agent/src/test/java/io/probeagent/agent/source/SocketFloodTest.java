package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** More than anybody needs costs those who ask for it. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketFloodTest {
  private final Transport transport;
  @TempDir private Path dir;
  private RunningAgent agent;

  SocketFloodTest(Transport transport) {
    this.transport = transport;
  }

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, transport);
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void aThousandConnectionsAreBoundedAndTheLeaseSurvives() throws IOException {
    List<LineClient> crowd = new ArrayList<>();
    try (LineClient app = agent.connect()) {
      app.say("INSTANCE=4f2a", "READY=1");
      for (int i = 0; i < 1000; i++) {
        crowd.add(agent.connect());
      }
      assertThat(crowd.get(999).ask("CHECK live")).isEqualTo("OK");

      assertThat(metric("probe_agent_app_connections")).isEqualTo(Peers.MOST);
      assertThat(crowd.get(0).line()).as("the longest silent one").isEqualTo("<end>");
      assertThat(app.ask("CHECK ready")).isEqualTo("OK");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
    } finally {
      for (LineClient one : crowd) {
        one.close();
      }
    }
  }

  @Test
  void whoReadsNoAnswersIsStillHeardAndGetsNoMoreThanFit() throws Exception {
    try (LineClient deaf = agent.connect()) {
      deaf.ask("INSTANCE=4f2a");
      StringBuilder words = new StringBuilder();
      for (int i = 1; i <= 20_000; i++) {
        words.append("X_INFLIGHT=").append(i).append('\n');
      }
      deaf.send(words.append("READY=1\n").toString());
      agent.awaitLine("transition", "\"to\":\"READY\"");

      assertThat(agent.state().at("/instance/in_flight").asInt()).isEqualTo(20_000);
      assertThat(agent.state().at("/instance/lease").asText()).isEqualTo("held");
      assertThat(agent.errors("deaf")).as("told once").isEqualTo(1);

      deaf.finish();
      agent.awaitLine("verdict", "lease lost");
    }
  }

  @Test
  void whoReadsLateGetsTheAnswersThatFittedAndThenNewOnes() throws Exception {
    try (LineClient late = agent.connect()) {
      late.send("STATE\n".repeat(5000) + "READY=1\n");
      agent.awaitLine("transition", "\"to\":\"READY\"");
      int answers = 0;
      for (String line = late.line(); !line.equals("OK"); line = late.line()) {
        assertThat(line).startsWith("{\"agent\":").endsWith("}");
        answers++;
        late.send("CHECK live\n"); // is answered from the last of the old answers on, or before
      }

      assertThat(answers).isBetween(1, 4999);
      assertThat(agent.errors("deaf")).isEqualTo(1);
    }
  }

  private int metric(String name) throws IOException {
    return agent
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToInt(value -> (int) Double.parseDouble(value))
        .findFirst()
        .orElseThrow();
  }
}

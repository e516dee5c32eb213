package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every line is answered by one line, in order, whatever it is. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketWordsTest {
  private final Transport transport;
  @TempDir private Path dir;
  private RunningAgent agent;
  private LineClient client;

  SocketWordsTest(Transport transport) {
    this.transport = transport;
  }

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, transport, "PROBE_DRAIN_DELAY=7s");
    client = agent.connect();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    agent.close();
  }

  @Test
  void whatIsSaidHoldsWhenItIsAnswered() throws IOException {
    assertThat(client.ask("READY=1")).isEqualTo("OK");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");

    assertThat(client.say("READY=0", "STATUS=warming up")).containsOnly("OK");
    assertThat(agent.get("/ready")).startsWith("503 ").contains("warming up");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
  }

  @Test
  void whatIsAnsweredIsOnTheVolume() throws IOException {
    client.ask("READY=1");

    assertThat(new StateFile(dir).load(System.nanoTime()).get("app"))
        .extracting(state -> state.said())
        .isEqualTo(Phase.READY);
  }

  @Test
  void manyLinesAtOnceAreAnsweredInOrder() throws IOException {
    String[] lines = new String[120]; // whose answers fit into the socket
    for (int i = 0; i < lines.length; i += 3) {
      lines[i] = "STATUS=" + i; // is written down first
      lines[i + 1] = "X_INFLIGHT=x" + i; // is answered at once
      lines[i + 2] = "CHECK nothing-" + i;
    }

    List<String> answers = client.say(lines);

    for (int i = 0; i < lines.length; i += 3) {
      assertThat(answers.get(i)).isEqualTo("OK");
      assertThat(answers.get(i + 1)).startsWith("ERR X_INFLIGHT is 'x" + i + "' ");
      assertThat(answers.get(i + 2)).startsWith("ERR probe is 'nothing-" + i + "' ");
    }
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("117");
  }

  @Test
  void anUnknownKeyIsAcceptedAndCounted() throws IOException {
    assertThat(client.say("MAINPID=17", "X_ANYTHING=1", "READY=1")).containsOnly("OK");

    assertThat(agent.errors("ignored")).isEqualTo(2);
    assertThat(agent.hasLogged("MAINPID")).as("it is no error").isFalse();
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void aBadLineCostsThatLineAndIsNamed() throws Exception {
    assertThat(client.say("READY=maybe", "hello", "", "READY=1"))
        .containsExactly(
            "ERR READY is 'maybe' (expected: 0 or 1)",
            "ERR line is 'hello' (expected: KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK)",
            "ERR line is '' (expected: KEY=VALUE, DRAIN, UNDRAIN, STATE or CHECK)",
            "OK");
    assertThat(agent.errors("malformed")).isEqualTo(3);
    agent.awaitLine("\"kind\":\"malformed\"", "READY is 'maybe'");
  }

  @Test
  void aLineThatIsTooLongCostsThatLine() throws IOException {
    assertThat(client.say("STATUS=" + "x".repeat(4090), "READY=1"))
        .containsExactly("ERR a line has more than 4096 bytes", "OK");
    assertThat(agent.errors("too_long")).isEqualTo(1);
    assertThat(client.ask("STATUS=" + "y".repeat(4089))).isEqualTo("OK");
  }

  @Test
  void bytesThatAreNoTextCostTheirLine() throws IOException {
    byte[] binary = new byte[300];
    Arrays.fill(binary, (byte) 0xfe);
    binary[299] = '\n';

    client.send(binary);

    assertThat(client.line()).isEqualTo("ERR a line of 299 bytes is not UTF-8");
    assertThat(client.ask("READY=1")).isEqualTo("OK");
  }

  @Test
  void aLastLineCountsWithoutItsBreak() throws IOException {
    client.send("READY=1\nSTATUS=last words");
    client.finish();

    List<String> answers = client.rest();
    assertThat(answers).allMatch("OK"::equals);
    assertThat(transport == Transport.NIO || answers.size() == 2).as("answers on epoll").isTrue();
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("last words");
    assertThat(agent.get("/ready")).as("the end of a one-shot means nothing").isEqualTo("200 ok");
  }

  @Test
  void carriageReturnsAreNoPartOfALine() throws IOException {
    client.send("READY=1\r\nSTATUS=dos\r\n");

    assertThat(client.line()).isEqualTo("OK");
    assertThat(client.line()).isEqualTo("OK");
    assertThat(agent.state().at("/instance/status").asText()).isEqualTo("dos");
  }

  @Test
  void stoppingIsAnsweredWithThePlan() throws IOException {
    client.ask("READY=1");

    String plan = client.ask("STOPPING=1");

    assertThat(plan).matches("OK delay_ms=[1-7]\\d{3} deadline_ms=2\\d{4}");
    assertThat(agent.get("/ready")).startsWith("503 ");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
    assertThat(client.ask("READY=0")).as("nothing else is").isEqualTo("OK");
  }

  @Test
  void aFileSpeaksToo() throws Exception {
    java.nio.file.Files.createFile(dir.resolve("live"));
    agent.awaitLine("transition", "\"to\":\"READY\"");

    assertThat(agent.get("/ready")).isEqualTo("200 ok");
    assertThat(client.ask("CHECK ready")).isEqualTo("OK");
  }
}

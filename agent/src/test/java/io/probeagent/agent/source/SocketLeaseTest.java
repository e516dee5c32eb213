package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that began with INSTANCE= is the lease of that instance. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
final class SocketLeaseTest {
  private final Transport transport;
  @TempDir private Path dir;
  private RunningAgent agent;

  SocketLeaseTest(Transport transport) {
    this.transport = transport;
  }

  @BeforeEach
  void open() throws Exception {
    agent = RunningAgent.start(dir, transport, "PROBE_LEASE_TIMEOUT=5m");
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void aLeaseThatIsLostIsNotReadyAtOnceAndAliveForNow() throws Exception {
    LineClient app = ready("4f2a");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");

    app.close();
    agent.awaitLine("verdict", "lease lost");

    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: lease lost");
    assertThat(agent.get("/live")).isEqualTo("200 ok");
    assertThat(lease()).isEqualTo("lost");
  }

  @Test
  void whoComesBackIsReadyAsBefore() throws Exception {
    ready("4f2a").close();
    agent.awaitLine("verdict", "lease lost");

    try (LineClient again = agent.connect()) {
      assertThat(again.ask("INSTANCE=4f2a")).isEqualTo("OK");

      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(lease()).isEqualTo("held");
      assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aLeaseThatDoesNotComeBackFails() throws Exception {
    agent.close();
    agent = RunningAgent.start(dir, transport, "PROBE_LEASE_TIMEOUT=100ms");
    ready("4f2a").close();

    agent.awaitLine("transition", "\"to\":\"FAILED\"", "lease lost");

    assertThat(agent.get("/live")).startsWith("503 ");
  }

  @Test
  void byeBeforeTheEndIsNoLoss() throws Exception {
    try (LineClient app = ready("4f2a")) {
      assertThat(app.ask("BYE=1")).isEqualTo("OK");
      app.finish();
      assertThat(app.line()).isEqualTo("<end>");
    }

    assertThat(agent.state().path("phase").asText()).isEqualTo("STOPPED");
    assertThat(agent.hasLogged("lease lost")).isFalse();
  }

  @Test
  void whoSpeaksAgainAfterByeHasALeaseToLose() throws Exception {
    LineClient app = ready("4f2a");
    app.say("BYE=1", "READY=1");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");

    app.close();
    agent.awaitLine("verdict", "lease lost");

    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: lease lost");
  }

  @Test
  void wordsThatArriveTogetherWithTheEndStillCount() throws Exception {
    try (LineClient app = agent.connect()) {
      app.send("INSTANCE=4f2a\nREADY=1\nBYE=1");
      app.finish();

      List<String> answers = app.rest();
      assertThat(transport == Transport.NIO || answers.size() == 3).as("%s", answers).isTrue();
    }
    assertThat(agent.state().path("phase").asText()).isEqualTo("STOPPED");
    assertThat(agent.hasLogged("lease lost")).isFalse();
  }

  @Test
  void theSameLeaseOnASecondConnectionTakesOverWithoutALoss() throws Exception {
    try (LineClient first = ready("4f2a");
        LineClient second = agent.connect()) {
      assertThat(second.ask("INSTANCE=4f2a")).isEqualTo("OK");
      assertThat(first.line()).isEqualTo("<end>");

      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(lease()).isEqualTo("held");
      assertThat(agent.hasLogged("lease lost")).isFalse();
    }
  }

  @Test
  void aSupersededInstanceIsToldAndChangesNothing() throws Exception {
    try (LineClient old = ready("old");
        LineClient fresh = ready("new")) {
      assertThat(old.ask("READY=0")).isEqualTo("ERR instance old was superseded by new");
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      old.finish();
      assertThat(old.line()).isEqualTo("<end>");

      assertThat(agent.get("/ready")).as("its end is no loss").isEqualTo("200 ok");
      assertThat(fresh.ask("READY=0")).isEqualTo("OK");
      assertThat(agent.errors("superseded")).isEqualTo(1);
    }
  }

  @Test
  void aNewInstanceInheritsNothing() throws Exception {
    try (LineClient old = ready("old");
        LineClient fresh = agent.connect()) {
      old.say("STATUS=worn out", "X_INFLIGHT=9", "STOPPING=1");

      assertThat(fresh.ask("INSTANCE=new")).isEqualTo("OK");

      assertThat(agent.state().path("phase").asText()).isEqualTo("STARTING");
      assertThat(agent.state().at("/instance/status").asText()).isEmpty();
      assertThat(agent.state().at("/instance/in_flight").isMissingNode()).isTrue();
      assertThat(agent.state().path("drain").isMissingNode()).isTrue();
    }
  }

  @Test
  void anInstanceIsNamedFirstOrNotAtAll() throws Exception {
    try (LineClient app = agent.connect()) {
      assertThat(app.say("READY=1", "INSTANCE=4f2a", "INSTANCE=bad id"))
          .containsExactly(
              "OK",
              "ERR INSTANCE is not the first line of its connection",
              "ERR INSTANCE is 'bad id' (expected: 1 to 64 of A-Z a-z 0-9 . _ : -)");
      assertThat(lease()).isEqualTo("none");
    }
  }

  @Test
  void aFirstLineThatWasRefusedWasTheFirstLine() throws Exception {
    for (String first : new String[] {"READY=maybe", "STATUS=" + "x".repeat(5000)}) {
      try (LineClient app = agent.connect()) {
        assertThat(app.say(first, "INSTANCE=4f2a"))
            .last()
            .isEqualTo("ERR INSTANCE is not the first line of its connection");
      }
    }
  }

  private String lease() throws IOException {
    return agent.state().at("/instance/lease").asText();
  }

  private LineClient ready(String id) throws IOException {
    LineClient client = agent.connect();
    assertThat(client.say("INSTANCE=" + id, "READY=1")).containsOnly("OK");
    return client;
  }
}

package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent beside an app that says nothing at all: a socket of this process. */
@Timeout(300)
final class AgentPortsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir private Path dir;
  private int port;
  private int other;

  /** Not of those that the kernel gives to clients, such as those of this test, meanwhile. */
  @BeforeEach
  void choosePorts() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "there is no /proc/self/net/tcp");
    port = free();
    do {
      other = free();
    } while (other == port);
  }

  private static int free() throws IOException {
    for (int i = 0; i < 100; i++) {
      int any = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = listen(any)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one.
      }
    }
    throw new IOException("no port from 20000 to 30000 is free");
  }

  @AfterEach
  void anEndedAgentLeavesNoThread() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("probe-ports")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aPortThatNeedNotBeOpenOnlyCounts() throws Exception {
    String ports = "PROBE_APP_PORTS=" + port + "," + other + "?";
    try (ServerSocket app = listen(port);
        RunningAgent agent = start(ports, "PROBE_POLL=60s")) {
      assertThat(app.isBound()).isTrue();
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.state().at("/in_flight").asInt(-1)).isZero();
    }
    try (ServerSocket app = listen(port);
        ServerSocket more = listen(other);
        Socket client = new Socket(HERE, other);
        RunningAgent agent = start(ports, "PROBE_POLL=60s")) {
      assertThat(app.isBound() && more.isBound() && client.isConnected()).isTrue();
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.state().at("/in_flight").asInt(-1)).isEqualTo(1);
    }
  }

  @Test
  void itIsReadyFromTheFirstAnswerOnIfItListens() throws Exception {
    try (ServerSocket app = listen(port);
        RunningAgent agent = start("PROBE_APP_PORTS=" + port, "PROBE_POLL=60s")) {
      assertThat(app.isBound()).isTrue();
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.state().at("/ports/closed")).isEmpty();
      assertThat(agent.state().at("/ports/connections").asInt(-1)).isZero();
      assertThat(agent.state().at("/ports/age_ms").asInt(-1)).isNotNegative();
      assertThat(agent.state().at("/in_flight_from").asText()).isEqualTo("ports");
      assertThat(agent.get("/metrics"))
          .contains(
              "probe_agent_app_port_connections{app=\"app\"} 0.0",
              "probe_agent_app_ports_open{app=\"app\"} 1.0");
      try (LineClient client = agent.connect()) {
        assertThat(client.say("CHECK ready", "STATE"))
            .satisfiesExactly(
                check -> assertThat(check).isEqualTo("OK"),
                state -> assertThat(state).contains("\"ports\":{\"closed\":[],"));
      }
    }
  }

  @Test
  void aStopAndAStartAreSeenWithoutAProbe() throws Exception {
    try (RunningAgent agent = start("PROBE_APP_PORTS=" + port, "PROBE_POLL=100ms")) {
      assertThat(agent.get("/live")).isEqualTo("503 app not live: no instance seen yet");
      for (int run = 1; run <= 3; run++) {
        try (ServerSocket app = listen(port)) {
          assertThat(app.isBound()).isTrue();
          agent.awaitLine("transition", "\"to\":\"READY\"", "\"instance\":\"" + run + "/port-");
          assertThat(agent.get("/ready")).isEqualTo("200 ok");
        }
        agent.awaitLine("transition", "\"to\":\"STOPPED\"");
        assertThat(agent.get("/live")).startsWith("503 ");
      }
    }
  }

  @Test
  void oneOfTwoPortsClosedIsUnreadyAndAlive() throws Exception {
    try (ServerSocket one = listen(port);
        RunningAgent agent = start("PROBE_APP_PORTS=" + port + "," + other, "PROBE_POLL=100ms")) {
      assertThat(one.isBound()).isTrue();
      assertThat(agent.get("/live")).as("never listened on both").startsWith("503 ");
      try (ServerSocket two = listen(other)) {
        assertThat(two.isBound()).isTrue();
        agent.awaitLine("transition", "\"to\":\"READY\"");
      }
      agent.awaitLine("verdict", "nobody listens on port " + other);
      assertThat(agent.get("/live")).isEqualTo("200 ok");
      assertThat(agent.state().at("/ports/closed/0").asInt()).isEqualTo(other);
      assertThat(agent.get("/metrics")).contains("probe_agent_app_ports_open{app=\"app\"} 1.0");
    }
  }

  @Test
  void aStoppingServerLivesUntilItsLastConnectionEnds() throws Exception {
    ServerSocket app = listen(port);
    try (RunningAgent agent = start("PROBE_APP_PORTS=" + port, "PROBE_POLL=100ms");
        Socket client = new Socket(HERE, port)) {
      Socket served = app.accept();
      app.close();
      agent.awaitLine("verdict", "nobody listens on port " + port);
      assertThat(agent.get("/live")).isEqualTo("200 ok");
      assertThat(agent.get("/ready")).startsWith("503 ");
      assertThat(agent.state().at("/in_flight").asInt()).isEqualTo(1);

      client.shutdownOutput(); // it still waits for its answer
      assertThat(served.getInputStream().read()).isEqualTo(-1);
      assertThat(agent.get("/live")).isEqualTo("200 ok");
      served.close();
      agent.awaitLine("transition", "\"to\":\"STOPPED\"", "port closed");
    } finally {
      app.close();
    }
  }

  @Test
  void anAppWhoseWordAloneCountsIsStartingWhenItListens() throws Exception {
    try (ServerSocket app = listen(port);
        RunningAgent agent =
            start("PROBE_APP_PORTS=" + port, "PROBE_READY_BY=word", "PROBE_POLL=60s")) {
      assertThat(app.isBound()).isTrue();
      assertThat(agent.state().at("/phase").asText()).isEqualTo("STARTING");
      assertThat(agent.get("/live")).isEqualTo("200 ok");
      assertThat(agent.get("/ready")).isEqualTo("503 app not ready: starting");
      try (LineClient client = agent.connect()) {
        assertThat(client.ask("READY=1")).isEqualTo("OK");
      }
      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anAgentThatComesBackKnowsTheRunByItsSocket() throws Exception {
    String[] settings = {"PROBE_APP_PORTS=" + port, "PROBE_POLL=60s"};
    try (ServerSocket app = listen(port)) {
      assertThat(app.isBound()).isTrue();
      try (RunningAgent agent = start(settings)) {
        assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);
      }
      try (RunningAgent agent = start(settings)) {
        assertThat(agent.get("/ready")).isEqualTo("200 ok");
        assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);
        assertThat(agent.hasLogged("\"transition\"")).isFalse();
      }
    }
    try (ServerSocket successor = listen(port);
        RunningAgent agent = start(settings)) {
      assertThat(successor.isBound()).isTrue();
      assertThat(agent.get("/ready")).as("by the first answer").isEqualTo("200 ok");
      assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(2);
    }
    try (RunningAgent agent = start(settings)) {
      assertThat(agent.get("/ready")).as("it went unseen").startsWith("503 ");
      agent.awaitLine("transition", "\"to\":\"STOPPED\"", "port closed");
      assertThat(agent.get("/live")).startsWith("503 ");
    }
  }

  private RunningAgent start(String... settings) throws Exception {
    return RunningAgent.start(dir, Transport.best(), settings);
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, HERE);
  }
}

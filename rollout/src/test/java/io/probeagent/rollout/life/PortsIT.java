package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that know nothing of an agent, in processes of their own. */
final class PortsIT {
  private static final String OFTEN = "--poll=100ms";
  private static final int CROWD = 10_000;

  @Test
  void aServerThatIsKilledAndRestarted() throws Exception {
    InetSocketAddress at = Ports.free();
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(at), OFTEN);
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.DOWN);
      for (int run = 1; run <= 2; run++) {
        Child server = serve(stage, at);
        stage.await(Verdicts.READY);
        assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(run);
        try (Socket client = connect(at)) {
          server.kill();
          stage.await(Verdicts.DOWN);
          assertThat(client.isConnected()).isTrue();
        }
        stage.awaitPhase(agent, "STOPPED");
      }
    }
  }

  @Test
  void aServerThatStopsAsServersDo() throws Exception {
    InetSocketAddress at = Ports.free();
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(at), OFTEN);
      Child server = serve(stage, at);
      stage.await(Verdicts.READY);
      try (Socket last = connect(at)) {
        try (Socket first = connect(at)) {
          assertThat(first.isConnected()).isTrue();
          awaitConnections(agent, 2);
          Talk.once(stage.socket(), "DRAIN");
          stage.await(Verdicts.UNREADY);
          server.terminate();
          awaitClosed(agent, at);
        }
        assertThat(last.isConnected()).isTrue();
        awaitConnections(agent, 1);
        assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.UNREADY);
        assertThat(agent.phase()).isEqualTo("DRAINING");
      }
      stage.await(Verdicts.DOWN);
      stage.awaitPhase(agent, "STOPPED");
      assertThat(Stage.exitCode(server)).isEqualTo(143);
    }
  }

  @Test
  void oneOfTwoServersOfAnAppIsKilled() throws Exception {
    InetSocketAddress one = Ports.free();
    InetSocketAddress two = Ports.free();
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(one, two), OFTEN);
      serve(stage, one);
      awaitClosed(agent, two);
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.DOWN);
      Child other = serve(stage, two);
      stage.await(Verdicts.READY);
      other.kill();
      stage.await(Verdicts.UNREADY);
      serve(stage, two);
      stage.await(Verdicts.READY);
      assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anAgentThatIsKilledAndRestarted() throws Exception {
    InetSocketAddress at = Ports.free();
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(at), OFTEN);
      Child server = serve(stage, at);
      stage.await(Verdicts.READY);
      stage.awaitRemembered("\"silent\":true");

      agent.child().kill();
      agent = stage.agent(ports(at), OFTEN);
      assertThat(stage.prober().verdicts()).as("from the start").isEqualTo(Verdicts.READY);
      assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(1);

      agent.child().kill();
      server.kill();
      serve(stage, at);
      connect(at).close();
      agent = stage.agent(ports(at), OFTEN);
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.READY);
      assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aCrowdIsCountedExactly() throws Exception {
    long files = filesAllowed();
    assumeTrue(files > CROWD + 1000, "a process may only open " + files + " files");
    InetSocketAddress at = Ports.free();
    List<SocketChannel> crowd = new ArrayList<>();
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(at), OFTEN);
      serve(stage, at);
      stage.await(Verdicts.READY);
      for (int i = 0; i < CROWD; i++) {
        crowd.add(SocketChannel.open(at));
      }
      awaitConnections(agent, CROWD);
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.READY);
      crowd.remove(CROWD - 1).close();
      awaitConnections(agent, CROWD - 1);
    } finally {
      for (SocketChannel client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void pythonsServer() throws Exception {
    Optional<Path> python = Document.program("python3");
    assumeTrue(python.isPresent(), "python3 is not installed");
    InetSocketAddress at = Ports.free();
    List<String> command =
        List.of(
            python.get().toString(), "-m", "http.server", "--bind", "127.0.0.1", "" + at.getPort());
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(ports(at), OFTEN);
      assertThat(stage.prober().verdicts()).isEqualTo(Verdicts.DOWN);
      Child server = stage.run(List.of(), Map.of(), command);
      stage.await(Verdicts.READY);
      server.kill();
      stage.await(Verdicts.DOWN);
      stage.run(List.of(), Map.of(), command);
      stage.await(Verdicts.READY);
      assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(2);
    }
  }

  private static Child serve(Stage stage, InetSocketAddress at) throws Exception {
    return stage.run(List.of(), Map.of(), PlainServer.command(at.getPort()));
  }

  private static String ports(InetSocketAddress... at) {
    return "--app-ports="
        + String.join(
            ",", java.util.Arrays.stream(at).map(a -> String.valueOf(a.getPort())).toList());
  }

  /** Connects; waits for the server to listen. */
  private static Socket connect(InetSocketAddress at) throws InterruptedException {
    Socket client = Await.answer(Stage.LIMIT, () -> tryToConnect(at), Socket::isConnected);
    assertThat(client.isConnected()).isTrue();
    return client;
  }

  private static Socket tryToConnect(InetSocketAddress at) {
    try {
      return new Socket(at.getAddress(), at.getPort());
    } catch (IOException notYet) {
      return new Socket();
    }
  }

  private static void awaitConnections(AgentProcess agent, int expected)
      throws InterruptedException {
    int actual =
        Await.answer(
            Duration.ofSeconds(60),
            () -> agent.state().at("/apps/0/ports/connections").asInt(-1),
            count -> count == expected);
    assertThat(actual).isEqualTo(expected);
  }

  private static void awaitClosed(AgentProcess agent, InetSocketAddress at)
      throws InterruptedException {
    String expected = "[" + at.getPort() + "]";
    assertThat(
            Await.answer(
                Stage.LIMIT,
                () -> agent.state().at("/apps/0/ports/closed").toString(),
                expected::equals))
        .isEqualTo(expected);
  }

  private static long filesAllowed() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String hard = line.split(" {2,}", -1)[2];
        return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
      }
    }
    return 0;
  }
}

package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RelayTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  private static Socket to(Relay relay) throws IOException {
    Socket socket = new Socket(relay.address().getAddress(), relay.address().getPort());
    socket.setSoTimeout((int) MOST.toMillis());
    return socket;
  }

  @Test
  void passesAnEndInOrderOnOneDirectionAtATime() throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    try (FakeServer server =
            new FakeServer(
                (peer, connection) -> {
                  ended.complete(peer.isEnded());
                  peer.send("still there");
                });
        Relay relay = Relay.start(server, MOST);
        Socket client = to(relay)) {
      client.shutdownOutput();
      assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("still there");
      assertThat(relay.pod()).isEqualTo("pod-1");
      assertThat(Await.answer(MOST, relay::open, open -> open == 0)).isZero();
    }
  }

  @Test
  void passesTheServersResetOn() throws Exception {
    try (FakeServer server = new FakeServer((peer, connection) -> peer.reset());
        Relay relay = Relay.start(server, MOST);
        Socket client = to(relay)) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(relay.refusal()).isNull();
    }
  }

  @Test
  void passesTheClientsResetOn() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (FakeServer server =
            new FakeServer(
                (peer, connection) -> {
                  try {
                    peer.send("hello");
                    end.complete("in order: " + peer.isEnded());
                  } catch (IOException e) {
                    end.complete(String.valueOf(e.getMessage()));
                  }
                });
        Relay relay = Relay.start(server, MOST)) {
      Socket client = to(relay);
      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      Splice.reset(client);
      assertThat(end.get(30, TimeUnit.SECONDS)).contains("reset");
    }
  }

  @Test
  void aPodThatRefusesIsAResetWithAWordToIt() throws Exception {
    Endpoint nobody = new Endpoint("gone", Ports.free());
    try (Relay relay = Relay.start(() -> Optional.of(nobody), MOST);
        Socket client = to(relay)) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(relay.refusal()).contains("refused");
      assertThat(relay.pod()).isEqualTo("gone");
    }
  }

  @Test
  void picksForEachConnection() throws Exception {
    try (FakeServer server = new FakeServer((peer, connection) -> peer.send("" + connection));
        Relay relay = Relay.start(server, MOST)) {
      for (int i = 1; i <= 3; i++) {
        try (Socket client = to(relay)) {
          assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("" + i);
          assertThat(relay.pod()).isEqualTo("pod-" + i);
        }
      }
    }
  }

  @Test
  void itsCloseEndsConnectionsInOrder() throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              peer.send("x");
              ended.complete(peer.isEnded());
            })) {
      Relay relay = Relay.start(server, MOST);
      Socket client = to(relay);
      assertThat(client.getInputStream().read()).isEqualTo('x');
      relay.close();
      relay.close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
      client.close();
    }
  }
}

package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each bad end has its name, and the request is not sent again. */
final class FailuresTest {
  /** One, and one behind it: a client pauses after each that fails. */
  private static final int COUNT = 2;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static void check(ClientKind kind, String expected, FakeServer.OnRequest script)
      throws IOException, InterruptedException {
    check(kind, expected, script, LIMIT);
  }

  private static void check(
      ClientKind kind, String expected, FakeServer.OnRequest script, Duration patience)
      throws IOException, InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    Notes notes = new Notes();
    try (FakeServer server = FakeServer.each(requests, script)) {
      assertThat(Loads.kinds(Loads.one(kind, patience), server, notes, COUNT))
          .hasSize(COUNT)
          .containsOnly(expected);
      List<Exchange> all = notes.exchanges();
      // A client whose patience is at its end does not wait until the server has seen its request.
      assertThat(Await.answer(LIMIT, requests::get, seen -> seen == all.size()))
          .as("requests that the server saw")
          .isEqualTo(all.size());
      assertThat(all).allMatch(exchange -> exchange.pod().startsWith("pod-"));
      assertThat(all).allMatch(exchange -> exchange.client() == kind);
      assertThat(all).allMatch(exchange -> exchange.start() <= exchange.end());
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "SSE", "HTTP2"})
  void aGoodAnswer(ClientKind kind) throws IOException, InterruptedException {
    check(kind, "good", (peer, request) -> peer.send(request.answer()));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void aResetInsteadOfAnAnswer(ClientKind kind) throws IOException, InterruptedException {
    check(kind, "reset", (peer, request) -> peer.reset());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2", "SSE"})
  void aResetInsideAnAnswer(ClientKind kind) throws IOException, InterruptedException {
    check(
        kind,
        "reset",
        (peer, request) -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
          peer.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void anEndInsteadOfAnAnswer(ClientKind kind) throws IOException, InterruptedException {
    check(kind, "eof", (peer, request) -> peer.halfClose());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2", "SSE"})
  void anEndInsideAnAnswer(ClientKind kind) throws IOException, InterruptedException {
    check(
        kind,
        "eof",
        (peer, request) -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
          peer.halfClose();
        });
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2", "SSE"})
  void chunksWithoutTheLast(ClientKind kind) throws IOException, InterruptedException {
    check(
        kind,
        "eof",
        (peer, request) -> {
          peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n1\n\r\n");
          peer.halfClose();
        });
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void silence(ClientKind kind) throws IOException, InterruptedException {
    check(kind, "timeout", (peer, request) -> {}, Duration.ofMillis(300));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void aBadStatus(ClientKind kind) throws IOException, InterruptedException {
    check(
        kind,
        "status",
        (peer, request) ->
            peer.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void theAnswerToSomethingElse(ClientKind kind) throws IOException, InterruptedException {
    check(kind, "protocol", (peer, request) -> peer.send(Peer.ok("hello\n")));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PIPELINE", "HTTP2"})
  void noHttp(ClientKind kind) throws IOException, InterruptedException {
    check(
        kind,
        "protocol",
        (peer, request) -> {
          peer.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
          peer.halfClose();
        });
  }

  @ParameterizedTest
  @EnumSource(ClientKind.class)
  void nobodyListens(ClientKind kind) throws IOException, InterruptedException {
    Endpoint nobody = new Endpoint("gone", Ports.free());
    Notes notes = new Notes();
    assertThat(Loads.kinds(Loads.one(kind), () -> Optional.of(nobody), notes, COUNT))
        .hasSize(COUNT)
        .containsOnly("refused");
    assertThat(notes.exchanges()).allMatch(exchange -> exchange.pod().equals("gone"));
  }

  @ParameterizedTest
  @EnumSource(ClientKind.class)
  void noEndpoint(ClientKind kind) throws IOException, InterruptedException {
    Notes notes = new Notes();
    assertThat(Loads.kinds(Loads.one(kind), Optional::empty, notes, COUNT))
        .hasSize(COUNT)
        .containsOnly("refused");
    assertThat(notes.exchanges()).allMatch(exchange -> exchange.pod().isEmpty());
  }
}

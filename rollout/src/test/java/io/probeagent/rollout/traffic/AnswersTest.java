package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.rollout.record.ClientKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else's app may answer. */
final class AnswersTest {
  private static String end(String method, String answer) throws IOException, InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    try (FakeServer server =
        FakeServer.each(
            requests,
            (peer, request) -> {
              peer.send(answer);
              peer.halfClose();
            })) {
      Notes notes = new Notes();
      String kind =
          Loads.kinds(Loads.any(ClientKind.NEW_CONNECTION, method, "/x"), server, notes, 1).get(0);
      assertThat(requests).hasValue(notes.exchanges().size());
      return kind;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nyes",
        "HTTP/1.1 200 OK\r\n\r\nup to the end",
        "HTTP/1.0 200 OK\r\n\r\nup to the end",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 70\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA;x=y\r\n0123456789\r\n0\r\nT: t\r\n\r\n",
      })
  void aWholeAnswerIsGood(String answer) throws IOException, InterruptedException {
    assertThat(end("GET", answer)).isEqualTo("good");
  }

  @Test
  void anAnswerToHeadHasNoBody() throws IOException, InterruptedException {
    assertThat(end("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\n")).isEqualTo("good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nyes",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 103 Early Hints\r\n\r\n",
      })
  void halfAnAnswerIsNone(String answer) throws IOException, InterruptedException {
    assertThat(end("GET", answer)).isEqualTo("eof");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\nyes",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmuch\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nyes\r\n0\r\n\r\n",
      })
  void whatIsNotHttpSaysSo(String answer) throws IOException, InterruptedException {
    assertThat(end("GET", answer)).isEqualTo("protocol");
  }

  @Test
  void theJdksClientSendsNoGetAgain() throws IOException, InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    try (FakeServer server =
        FakeServer.each(
            requests,
            (peer, request) -> {
              // The second one of a connection meets the race that a pool would retry.
              if (requests.get() % 2 == 1) {
                peer.send(request.answer());
              } else {
                peer.halfClose();
              }
            })) {
      Notes notes = new Notes();
      assertThat(Loads.kinds(Loads.any(ClientKind.JDK, "GET", "/"), server, notes, 4))
          .containsExactly("good", "eof", "good", "eof");
      assertThat(requests).hasValue(notes.exchanges().size());
    }
  }

  @Test
  void aLoadSaysWhatIsWrongWithIt() {
    RequestPlan any = new RequestPlan.Any("GET", "/{ms}", 10);
    assertThatThrownBy(() -> Load.of(Map.of(ClientKind.SSE, 1), any, 1))
        .hasMessage("sse=1 (expected: 0, it asks for what only the sample has)");
    assertThatThrownBy(() -> Load.of(Map.of(ClientKind.BUSY, -1), any, 1))
        .hasMessage("busy=-1 (expected: 0 or more clients)");
    assertThatThrownBy(() -> new Load(Map.of(), any, Duration.ofMillis(-1), Load.PATIENCE, 1))
        .hasMessage("think=PT-0.001S (expected: 0 or more)");
    assertThatThrownBy(() -> new Load(Map.of(), any, Load.THINK, Duration.ZERO, 1))
        .hasMessage("patience=PT0S (expected: 1 ms or more)");
    assertThatThrownBy(() -> new RequestPlan.Any("get", "/", 1)).hasMessageContaining("method=get");
    assertThatThrownBy(() -> new RequestPlan.Any("GET", "x", 1)).hasMessageContaining("path=x");
    assertThatThrownBy(() -> new RequestPlan.Any("GET", "/ x", 1)).hasMessageContaining("path=/ x");
    assertThatThrownBy(() -> new RequestPlan.Sample(-1)).hasMessageContaining("maxWorkMs=-1");
  }
}

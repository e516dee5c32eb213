package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class UploadTest {
  /** Answers like the sample app, but gives that answer to what is announced. */
  private static FakeServer server(String toAnnounced, BlockingQueue<String> seen)
      throws IOException {
    return new FakeServer(
        (peer, connection) -> {
          for (Peer.Received head = peer.receiveHead(); head != null; head = peer.receiveHead()) {
            boolean announced = head.head().contains("\r\nexpect: 100-continue\r\n");
            if (announced) {
              seen.add(peer.isQuiet(100) ? "announced" : "body before it is wanted");
              peer.send(toAnnounced);
              if (!toAnnounced.startsWith("HTTP/1.1 100 ")) {
                seen.add(peer.isEnded() ? "ended" : "body that is not wanted");
                return;
              }
            } else {
              seen.add("plain");
            }
            peer.send(peer.receiveBody(head).answer());
          }
        });
  }

  @Test
  void eachThirdWaitsUntilItsBodyIsWanted() throws IOException, InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (FakeServer server = server("HTTP/1.1 100 Continue\r\n\r\n", seen)) {
      assertThat(Loads.kinds(Loads.one(ClientKind.UPLOAD), server, new Notes(), 6))
          .containsOnly("good");
      assertThat(server.connections).hasValue(1);
    }
    assertThat(seen)
        .startsWith("plain", "plain", "announced", "plain", "plain", "announced")
        .doesNotContain("body before it is wanted");
  }

  @Test
  void anAnswerInsteadIsTheAnswer() throws IOException, InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (FakeServer server =
        server("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n", seen)) {
      assertThat(Loads.kinds(Loads.one(ClientKind.UPLOAD), server, new Notes(), 4))
          .containsExactly("good", "good", "status", "good");
    }
    assertThat(seen).startsWith("plain", "plain", "announced", "ended", "plain");
  }

  @Test
  void anAnswerThatComesBeforeTheBodyIsReadIsHeard() throws IOException, InterruptedException {
    Notes notes = new Notes();
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              Peer.Received head = peer.receiveHead();
              if (head != null) {
                peer.send("HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                peer.halfClose();
                peer.receiveBody(head);
                peer.isEnded();
              }
            })) {
      assertThat(Loads.kinds(Loads.one(ClientKind.UPLOAD), server, notes, 2))
          .containsOnly("status");
    }
    assertThat(notes.exchanges()).extracting(Exchange::failure).asString().contains("503");
  }
}

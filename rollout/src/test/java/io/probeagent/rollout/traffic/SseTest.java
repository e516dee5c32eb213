package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SseTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String LAST = "0\r\n\r\n";

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static void check(String expected, FakeServer.OnRequest script)
      throws IOException, InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    Notes notes = new Notes();
    try (FakeServer server = FakeServer.each(requests, script)) {
      assertThat(Loads.kinds(Loads.one(ClientKind.SSE), server, notes, 2))
          .containsExactly(expected, expected);
      assertThat(requests).hasValue(notes.exchanges().size());
      assertThat(server.connections).hasValue(notes.exchanges().size());
    }
  }

  @Test
  void anEndBetweenTwoEventsIsGood() throws IOException, InterruptedException {
    check(
        "good",
        (peer, request) -> peer.send(HEAD + chunk("data: 1\n\nda") + chunk("ta: 2\n\n") + LAST));
  }

  @Test
  void anEndInsideAnEventIsNot() throws IOException, InterruptedException {
    check("eof", (peer, request) -> peer.send(HEAD + chunk("data: 1\n\ndata: 2\n") + LAST));
  }

  @Test
  void anEndWithoutTheLastChunkIsNot() throws IOException, InterruptedException {
    check(
        "eof",
        (peer, request) -> {
          peer.send(HEAD + chunk("data: 1\n\n"));
          peer.halfClose();
        });
  }

  @Test
  void aResetIsNot() throws IOException, InterruptedException {
    check(
        "reset",
        (peer, request) -> {
          peer.send(HEAD + chunk("data: 1\n\n"));
          peer.reset();
        });
  }

  @Test
  void anEventThatIsLeftOutIsNoticed() throws IOException, InterruptedException {
    check("protocol", (peer, request) -> peer.send(HEAD + chunk("data: 1\n\ndata: 3\n\n") + LAST));
  }

  @Test
  void theClientLeavesByItself() throws IOException, InterruptedException {
    BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    check(
        "good",
        (peer, request) -> {
          peer.send(HEAD + chunk("data: 1\n\n"));
          ends.add(peer.isEnded());
        });
    assertThat(ends.poll(30, TimeUnit.SECONDS)).isTrue();
  }
}

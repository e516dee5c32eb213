package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class Http2Test {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Runnable> later = new CopyOnWriteArrayList<>();

  private static void check(String expected, FakeHttp2Server.Script script)
      throws IOException, InterruptedException {
    check(expected, script, PATIENCE);
  }

  private static void check(String expected, FakeHttp2Server.Script script, Duration patience)
      throws IOException, InterruptedException {
    Notes notes = new Notes();
    try (FakeHttp2Server server = new FakeHttp2Server(script)) {
      assertThat(Loads.kinds(Loads.one(ClientKind.HTTP2, patience), server, notes, 6))
          .hasSize(6)
          .containsOnly(expected);
      assertThat(server.requests.get()).isLessThanOrEqualTo(notes.exchanges().size());
      assertThat(notes.handedBack()).isEmpty();
    }
  }

  @Test
  void keepsStreamsUnderWayOnOneConnection() throws IOException, InterruptedException {
    AtomicInteger most = new AtomicInteger();
    Notes notes = new Notes();
    try (FakeHttp2Server server =
        new FakeHttp2Server(
            new FakeHttp2Server.Script() {
              private final Map<Http2FrameStream, String> waiting = new LinkedHashMap<>();

              @Override
              public void serve(
                  FakeHttp2Server.Line line,
                  int connection,
                  int request,
                  Http2FrameStream stream,
                  String path) {
                if (request == 1) {
                  line.ping();
                }
                waiting.put(stream, path);
                most.accumulateAndGet(waiting.size(), Math::max);
                if (request >= Http2Client.STREAMS) {
                  waiting.forEach(line::work);
                  waiting.clear();
                }
              }
            })) {
      assertThat(Loads.kinds(Loads.one(ClientKind.HTTP2), server, notes, 20)).containsOnly("good");
      assertThat(most).hasValue(Http2Client.STREAMS);
      assertThat(server.picks).hasValue(1);
      assertThat(server.pongs).hasValue(1);
      assertThat(server.requests).hasValue(notes.exchanges().size());
    }
    assertThat(notes.exchanges()).extracting(Exchange::pod).containsOnly("pod-1");
  }

  @Test
  void aStreamThatIsResetIsLost() throws IOException, InterruptedException {
    check("reset", (line, connection, request, stream, path) -> line.refuse(stream));
  }

  @Test
  void allAreLostByAReset() throws IOException, InterruptedException {
    check(
        "reset",
        (line, connection, request, stream, path) -> {
          if (request == Http2Client.STREAMS) {
            line.end(true);
          }
        });
  }

  @Test
  void allAreLostByAnEnd() throws IOException, InterruptedException {
    check(
        "eof",
        (line, connection, request, stream, path) -> {
          if (request == Http2Client.STREAMS) {
            line.end(false);
          }
        });
  }

  @Test
  void silenceIsATimeout() throws IOException, InterruptedException {
    check("timeout", (line, connection, request, stream, path) -> {}, Duration.ofMillis(300));
  }

  @Test
  void aBadStatus() throws IOException, InterruptedException {
    check("status", (line, connection, request, stream, path) -> line.answer(stream, 503, "no\n"));
  }

  @Test
  void theAnswerToSomethingElse() throws IOException, InterruptedException {
    check(
        "protocol",
        (line, connection, request, stream, path) -> line.answer(stream, 200, "hello\n"));
  }

  @Test
  void noFrames() throws IOException, InterruptedException {
    check(
        "protocol",
        (line, connection, request, stream, path) ->
            line.raw(Unpooled.copiedBuffer("HTTP/1.1 400 No\r\n\r\n", StandardCharsets.US_ASCII)));
  }

  @Test
  void afterGoAwayANewConnectionTakesOverAndTheOldOneGetsItsAnswers()
      throws IOException, InterruptedException {
    Notes notes = new Notes();
    try (FakeHttp2Server server =
        new FakeHttp2Server(
            (line, connection, request, stream, path) -> {
              if (connection == 1 && request == 1) {
                line.goAway(Integer.MAX_VALUE);
              }
              line.work(stream, path);
            })) {
      assertThat(Loads.kinds(Loads.one(ClientKind.HTTP2), server, notes, 20)).containsOnly("good");
      assertThat(server.picks).hasValue(2);
      assertThat(
              Await.answer(Duration.ofSeconds(30), server.endedByClient::get, ended -> ended == 2))
          .isEqualTo(2);
      assertThat(server.requests).hasValue(notes.exchanges().size());
    }
    assertThat(notes.handedBack()).isEmpty();
    assertThat(notes.exchanges())
        .filteredOn(exchange -> exchange.pod().equals("pod-1"))
        .hasSizeBetween(1, Http2Client.STREAMS);
  }

  @Test
  void streamsAboveTheLastAreHandedBackAndSentAnew() throws IOException, InterruptedException {
    AtomicInteger third = new AtomicInteger();
    Notes notes = new Notes();
    try (FakeHttp2Server server =
        new FakeHttp2Server(
            (line, connection, request, stream, path) -> {
              if (connection > 1 || request <= 2) {
                line.work(stream, path);
              }
              if (connection == 1 && request == Http2Client.STREAMS) {
                // The first two are answered, the third is looked at; the rest is handed back.
                line.goAway(third.get());
              }
              if (connection == 1 && request == 3) {
                third.set(stream.id());
                later.add(() -> line.work(stream, path));
              }
              if (connection == 2 && request == 1) {
                later.remove(0).run();
              }
            })) {
      assertThat(Loads.kinds(Loads.one(ClientKind.HTTP2), server, notes, 20)).containsOnly("good");
      int neverLookedAt = notes.handedBack().size();
      assertThat(neverLookedAt).isPositive();
      assertThat(server.requests).hasValue(notes.exchanges().size() + neverLookedAt);
      assertThat(server.picks).hasValue(2);
    }
    assertThat(notes.handedBack()).containsOnly("pod-1");
    assertThat(notes.exchanges()).filteredOn(exchange -> exchange.pod().equals("pod-1")).hasSize(3);
  }
}

package io.probeagent.rollout.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** When clients keep a connection, and when they make one. */
final class ConnectionsTest {
  @ParameterizedTest
  @EnumSource(names = {"KEEP_ALIVE", "BUSY", "PIPELINE", "UPLOAD", "STREAM", "JDK"})
  void staysWhereItIsAsLongAsTheServerLetsIt(ClientKind kind)
      throws IOException, InterruptedException {
    Notes notes = new Notes();
    try (FakeServer server = FakeServer.each(new AtomicInteger(), (p, r) -> p.send(r.answer()))) {
      assertThat(Loads.kinds(Loads.one(kind), server, notes, 10)).containsOnly("good");
      assertThat(server.picks).hasValue(1);
      assertThat(server.connections).hasValue(1);
    }
    assertThat(notes.exchanges()).extracting(Exchange::pod).containsOnly("pod-1");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"NEW_CONNECTION", "KEEP_ALIVE", "BUSY", "UPLOAD", "STREAM", "JDK"})
  void closesFirstWhenItIsTheLastAnswerThere(ClientKind kind)
      throws IOException, InterruptedException {
    Notes notes = new Notes();
    BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              Peer.Received request = peer.receive();
              if (request != null) {
                peer.send(Peer.closing(request.answer()));
                // This side keeps it open: only the client can end it.
                ends.add(peer.isEnded());
              }
            })) {
      assertThat(Loads.kinds(Loads.one(kind), server, notes, 3)).containsOnly("good");
      assertThat(ends.poll(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ends.poll(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.picks).hasValue(notes.exchanges().size());
    }
    assertThat(notes.exchanges()).extracting(Exchange::pod).doesNotHaveDuplicates();
  }

  @Test
  void oneForEachRequestAsksForItsEnd() throws IOException, InterruptedException {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (FakeServer server =
        FakeServer.each(
            new AtomicInteger(),
            (peer, request) -> {
              heads.add(request.head());
              // No word of closing: the client does it all the same.
              peer.send(request.answer());
            })) {
      assertThat(Loads.kinds(Loads.one(ClientKind.NEW_CONNECTION), server, new Notes(), 3))
          .containsOnly("good");
      assertThat(heads).allMatch(head -> head.contains("\r\nconnection: close\r\n"));
      assertThat(server.connections).hasValue(heads.size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "UPLOAD"})
  void twoAnswersToOneRequestAreOneTooMany(ClientKind kind)
      throws IOException, InterruptedException {
    try (FakeServer server =
        FakeServer.each(
            new AtomicInteger(), (peer, request) -> peer.send(request.answer() + Peer.ok("")))) {
      assertThat(Loads.kinds(Loads.one(kind), server, new Notes(), 3)).containsOnly("protocol");
    }
  }

  @Test
  void oneThatWasClosedWhileIdleIsReplacedBeforeAnythingIsSent()
      throws IOException, InterruptedException {
    isReplaced(peer -> {});
  }

  @Test
  void oneThatWasResetWhileIdleIsReplacedBeforeAnythingIsSent()
      throws IOException, InterruptedException {
    isReplaced(Peer::reset);
  }

  private interface Ending {
    void of(Peer peer) throws IOException;
  }

  private static void isReplaced(Ending ending) throws IOException, InterruptedException {
    CountDownLatch idle = new CountDownLatch(1);
    try (FakeServer server =
        new FakeServer(
            (peer, connection) -> {
              if (connection == 1) {
                await(idle);
                ending.of(peer);
              } else {
                peer.isEnded();
              }
            })) {
      Seat seat = new Seat(server, new AtomicInteger());
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      Connection first = seat.take(deadline);
      assertThat(seat.take(deadline)).isSameAs(first);
      idle.countDown();
      assertThat(Await.answer(Duration.ofSeconds(30), first::isClosedByPeer, closed -> closed))
          .isTrue();
      assertThat(seat.take(deadline)).isNotSameAs(first);
      assertThat(seat.pod()).isEqualTo("pod-2");
      seat.leave();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

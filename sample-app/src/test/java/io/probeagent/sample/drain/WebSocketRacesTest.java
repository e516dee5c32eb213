package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.RawClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What can go wrong on a WebSocket; of its client, each byte is said here. */
final class WebSocketRacesTest {

  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final String GOING_AWAY = "\u0088\26\3\u00e9Endpoint unavailable";
  private static final String CLIENTS_CLOSE = "\u0088\u0082\0\0\0\0\3\u00e8";

  private static RawClient open(TestServer server) throws Exception {
    RawClient client = server.connect();
    client.send(
        String.join(
            "\r\n",
            "GET /socket HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            ""));
    client.readUntil("\r\n\r\n");
    server.awaitInFlight(0);
    server.settle();
    return client;
  }

  private static void assertEndsWithGoingAway(RawClient client) throws Exception {
    String all = client.rest();
    assertThat(all.length()).isGreaterThan(TestApp.BIG);
    assertThat(all.substring(all.length() - GOING_AWAY.length())).isEqualTo(GOING_AWAY);
  }

  /** Both close at the same moment, and the client has not read what was said before. */
  @Test
  void whatWasSaidBeforeTheCloseArrives() throws Exception {
    try (TestServer server = new TestServer(TestServer.quick());
        RawClient client = open(server)) {
      CompletableFuture<Void> drain = server.drain(EVER);
      server.awaitPhase(Phase.NUDGE);
      client.send(CLIENTS_CLOSE);
      server.settle();
      assertEndsWithGoingAway(client);
      client.leave();
      TestServer.await(drain);
      assertThat(server.summary()).contains(" closed_by_client=0 closed_by_us=1 ");
    }
  }

  @Test
  void aClientThatReadsNothingIsNotWaitedForForEver() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, MOMENT, EVER, EVER, MOMENT);
    try (TestServer server = new TestServer(timers);
        RawClient client = open(server)) {
      TestServer.await(server.drain(EVER));
      assertThat(server.traffic.tally().closedByUs()).isEqualTo(1);
      client.leave();
    }
  }

  @Test
  void aClientThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, MOMENT, MOMENT, EVER, EVER, EVER);
    try (TestServer server = new TestServer(timers);
        RawClient client = open(server)) {
      CompletableFuture<Void> drain = server.drain(EVER);
      assertEndsWithGoingAway(client);
      TestServer.await(drain);
    }
  }

  @Test
  void theDeadlineCutsOff() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, MOMENT, EVER, EVER, EVER);
    try (TestServer server = new TestServer(timers);
        RawClient client = open(server)) {
      TestServer.await(server.drain(MOMENT));
      client.leave();
      assertThat(server.summary()).contains(" closed_by_client=0 closed_by_us=1 ");
    }
  }

  /** Without a Close, and without a drain. */
  @Test
  void aClientThatHalfClosesIsGone() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient());
        RawClient client = open(server)) {
      client.endOutput();
      assertThat(client.rest().length()).isGreaterThan(TestApp.BIG);
      server.awaitOpen(0);
    }
  }
}

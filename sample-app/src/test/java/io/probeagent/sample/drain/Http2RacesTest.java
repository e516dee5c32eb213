package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can go wrong between a client and a server that leaves, on one HTTP/2 connection. */
final class Http2RacesTest {

  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final String UNTIL_TOLD = "goaway 2147483647";

  private final TestServer server = new TestServer(TestServer.quick());
  private final Http2Client client;

  Http2RacesTest() throws Exception {
    client = new Http2Client(server.port());
    client.get("/now");
    client.await("3 done end");
    server.awaitExecuted("/now");
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static long pingOf(Http2Client client) throws InterruptedException {
    client.await(UNTIL_TOLD);
    return Long.parseLong(client.await("ping ").substring("ping ".length()));
  }

  /** R13: a stream that crosses the GOAWAY. */
  @Test
  void aStreamThatCrossesTheGoAwayIsServed() throws Exception {
    CompletableFuture<Void> drain = server.drain(EVER);
    long ping = pingOf(client);
    client.get("/held");
    server.awaitExecuted("/held");
    client.acknowledge(ping);
    client.await("goaway 5");
    assertThat(drain).isNotDone();
    server.release();
    client.await("5 done end");
    client.leave();
    TestServer.await(drain);
    assertThat(server.summary()).contains(" closed_by_client=1 closed_by_us=0 ");
  }

  @Test
  void aClientThatAcknowledgesNothingIsNotWaitedForForEver() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, MOMENT, MOMENT, EVER, MOMENT, EVER);
    try (TestServer other = new TestServer(timers);
        Http2Client deaf = new Http2Client(other.port())) {
      deaf.get("/now");
      deaf.await("3 done end");
      CompletableFuture<Void> drain = other.drain(EVER);
      deaf.await(UNTIL_TOLD);
      deaf.await("goaway 3");
      deaf.await("closed");
      TestServer.await(drain);
      assertThat(other.summary()).contains(" closed_by_client=0 closed_by_us=1 ");
    }
  }

  /** R1: who comes while clients are told to go is served, and told to go. */
  @Test
  void whoeverComesLateIsServed() throws Exception {
    server.drain(EVER);
    server.awaitPhase(Phase.NUDGE);
    try (Http2Client late = new Http2Client(server.port())) {
      long ping = pingOf(late);
      late.get("/now");
      late.await("3 done end");
      late.acknowledge(ping);
      late.await("goaway 3");
    }
  }

  @Test
  void eventsEndWhenTheyAreTold() throws Exception {
    client.get("/events");
    client.await("5 data: 1");
    server.drain(EVER);
    client.await("5  end");
  }

  @Test
  void eventsThatDoNotEndAreCutOff() throws Exception {
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, EVER, EVER, EVER, MOMENT);
    try (TestServer other = new TestServer(timers);
        Http2Client deaf = new Http2Client(other.port())) {
      deaf.get("/deaf");
      deaf.await("3 data: 1");
      CompletableFuture<Void> drain = other.drain(EVER);
      deaf.acknowledge(pingOf(deaf));
      deaf.await("3 reset 8");
      deaf.leave();
      TestServer.await(drain);
      assertThat(other.summary()).contains(TestServer.count(Outcome.ABORTED, 1));
    }
  }

  /** R10 and the deadline. */
  @Test
  void theDeadlineRefusesWhatHasNotBegunAndCutsTheRest() throws Exception {
    client.get("/held");
    server.awaitExecuted("/held");
    client.request("PUT", "/now", false);
    server.awaitInFlight(2);
    CompletableFuture<Void> drain = server.drain(MOMENT);
    client.await("5 reset 8");
    client.await("7 :status 503");
    client.await("7 shutting down end");
    client.leave();
    TestServer.await(drain);
    assertThat(server.summary())
        .contains(TestServer.count(Outcome.REFUSED, 1), TestServer.count(Outcome.ABORTED, 1));
    assertThat(server.executed).isEmpty();
  }

  @Test
  void inFlightIsCountedStreamByStream() throws Exception {
    client.get("/held");
    client.get("/held");
    server.awaitInFlight(2);
    server.release();
    server.awaitInFlight(1);
    server.release();
    server.awaitInFlight(0);
  }
}

package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can go wrong between a client and a server that leaves, on one HTTP/1.1 connection. */
final class Http1RacesTest {

  private static final String CLOSE = "\r\nconnection: close\r\n";

  private final TestServer server;
  private final RawClient client;

  Http1RacesTest() throws Exception {
    server = new TestServer(TestServer.quick());
    client = server.connectAndServe();
    server.awaitExecuted("/now");
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private CompletableFuture<Void> drainTo(Phase phase) throws Exception {
    if (phase.isEnding()) {
      server.traffic.hurry();
    }
    CompletableFuture<Void> drain = server.drain(EVER);
    server.awaitPhase(phase);
    return drain;
  }

  /** R3: the phase counts that there is when the answer is written. R16: a busy client is told. */
  @Test
  void anAnswerThatIsOwedTellsToGo() throws Exception {
    client.send(RawClient.request("GET /held"));
    server.awaitExecuted("/held");
    CompletableFuture<Void> drain = drainTo(Phase.NUDGE);
    server.release();
    assertThat(client.answer()).contains(CLOSE);
    client.leave();
    server.traffic.hurry();
    TestServer.await(drain);
  }

  /** R4: an idle connection on which a request is under way. */
  @Test
  void idleConnectionsAreLeftAlone() throws Exception {
    drainTo(Phase.NUDGE);
    client.send(RawClient.request("GET /now"));
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
  }

  /** R5: idle by our count, but a request lies in the kernel. */
  @Test
  void bytesInTheKernelAreLookedAtBeforeTheEnd() throws Exception {
    Runnable go = TestServer.hold(server.worker);
    server.traffic.hurry();
    server.drain(EVER);
    server.awaitLine("drain phase=FINISH ");
    client.send(RawClient.request("GET /now"));
    go.run();
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
  }

  /** R6: the head was written before anybody spoke of going. */
  @Test
  void anAnswerUnderWayEndsAndTheNextOneTellsToGo() throws Exception {
    client.send(RawClient.request("GET /half"));
    assertThat(client.readUntil("half\r\n")).doesNotContain("close");
    drainTo(Phase.NUDGE);
    server.release();
    client.readUntil("0\r\n\r\n");
    server.settle();
    client.send(RawClient.request("GET /now"));
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
  }

  /** R6, later: after that answer the connection is idle, and idle ones end. */
  @Test
  void anAnswerUnderWayIsFinished() throws Exception {
    client.send(RawClient.request("GET /half"));
    client.readUntil("half\r\n");
    CompletableFuture<Void> drain = drainTo(Phase.FINISH);
    server.release();
    assertThat(client.rest()).isEqualTo("0\r\n\r\n");
    client.leave();
    TestServer.await(drain);
  }

  /** R7: whoever was told to go closes first. */
  @Test
  void theClientClosesFirst() throws Exception {
    CompletableFuture<Void> drain = drainTo(Phase.NUDGE);
    client.send(RawClient.request("GET /now"));
    client.answer();
    client.leave();
    server.awaitOpen(0);
    server.traffic.hurry();
    TestServer.await(drain);
    assertThat(server.summary()).contains(" closed_by_client=1 closed_by_us=0 ");
  }

  /** R8: requests sent ahead, before and behind the last answer. */
  @Test
  void theLastOfThoseSentAheadTellsToGo() throws Exception {
    client.send(RawClient.request("GET /held") + RawClient.request("GET /now").repeat(2));
    server.awaitExecuted("/held");
    drainTo(Phase.NUDGE);
    server.release();
    assertThat(client.answer()).doesNotContain("close");
    assertThat(client.answer()).doesNotContain("close");
    assertThat(client.answer()).contains(CLOSE);
    server.awaitExecuted("/now");
    server.awaitExecuted("/now");
    client.send(RawClient.request("GET /now"));
    server.settle();
    assertThat(server.executed).as("behind the last answer").isEmpty();
  }

  /** R8, where the client itself says which one is the last. */
  @Test
  void nothingIsExecutedBehindTheLastOne() throws Exception {
    client.send("GET /now HTTP/1.1\r\nConnection: close\r\n\r\n" + RawClient.request("GET /held"));
    assertThat(client.answer()).contains(CLOSE);
    assertThat(client.rest()).isEmpty();
    server.settle();
    server.awaitExecuted("/now");
    assertThat(server.executed).isEmpty();
    assertThat(server.traffic.tally().count(Outcome.HANDED_BACK)).isEqualTo(1);
  }

  /** R9: half a head. */
  @Test
  void aRequestThatHasBegunIsNotIdle() throws Exception {
    client.send("GET /n");
    server.settle();
    drainTo(Phase.FINISH);
    client.send("ow HTTP/1.1\r\n\r\n");
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
  }

  /** R9: a slow upload. */
  @Test
  void aSlowUploadIsFinished() throws Exception {
    client.send("PUT /now HTTP/1.1\r\nContent-Length: 10\r\n\r\nfirst");
    server.awaitInFlight(1);
    drainTo(Phase.FINISH);
    client.send("later");
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
  }

  /** R11: a connection without a byte, as browsers open them ahead. */
  @Test
  void aSilentConnectionHoldsNothing() throws Exception {
    Timers quick = TestServer.quick();
    try (TestServer other = new TestServer(quick);
        RawClient silent = other.connect()) {
      other.awaitOpen(1);
      other.traffic.hurry();
      CompletableFuture<Void> drain = other.drain(EVER);
      assertThat(silent.rest()).isEmpty();
      silent.leave();
      TestServer.await(drain);
      assertThat(other.counts).isEmpty();
    }
  }

  /** R18: our FIN is not the end, the client's is. */
  @Test
  void theClientsFinIsWaitedFor() throws Exception {
    CompletableFuture<Void> drain = drainTo(Phase.FINISH);
    assertThat(client.rest()).isEmpty();
    server.settle();
    assertThat(drain).isNotDone();
    client.leave();
    TestServer.await(drain);
    assertThat(server.summary()).contains(" closed_by_client=0 closed_by_us=1 ");
  }

  /** R18, with a client that never closes. */
  @Test
  void butNotForEver() throws Exception {
    Duration moment = Duration.ofMillis(20);
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, moment, EVER, EVER, EVER);
    try (TestServer other = new TestServer(timers);
        RawClient open = other.connectAndServe()) {
      other.traffic.hurry();
      TestServer.await(other.drain(EVER));
      assertThat(open.rest()).isEmpty();
    }
  }

  /** R7, with a client that does not close: our end first, and what it still sends is read. */
  @Test
  void aClientThatDoesNotCloseIsLeftWithoutAReset() throws Exception {
    Duration moment = Duration.ofMillis(20);
    Timers timers = new Timers(EVER, EVER, moment, EVER, EVER, EVER, EVER);
    try (TestServer other = new TestServer(timers);
        RawClient open = other.connectAndServe()) {
      other.drain(EVER);
      other.awaitPhase(Phase.NUDGE);
      open.send(RawClient.request("GET /now"));
      String last = open.answer();
      open.send(RawClient.request("GET /now"));
      assertThat(last).contains(CLOSE);
      assertThat(open.rest()).as("the end, in good order").isEmpty();
      open.send(RawClient.request("GET /now"));
      other.settle();
      assertThat(open.rest()).isEmpty();
    }
  }

  /** R12: an endless answer ends when it is told to. */
  @Test
  void eventsEndAtAnEvent() throws Exception {
    client.send(RawClient.request("GET /events"));
    client.readUntil("data: 1\n\n\r\n");
    drainTo(Phase.NUDGE);
    assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
  }

  /** R12: one that does not is not waited for. */
  @Test
  void eventsThatDoNotEndAreCutOff() throws Exception {
    Duration moment = Duration.ofMillis(20);
    Timers timers = new Timers(EVER, Duration.ZERO, EVER, EVER, EVER, EVER, moment);
    try (TestServer other = new TestServer(timers);
        RawClient deaf = other.connect()) {
      deaf.send(RawClient.request("GET /deaf"));
      deaf.readUntil("data: 1\n\n\r\n");
      TestServer.await(other.drain(EVER));
      assertThat(other.summary()).contains(TestServer.count(Outcome.ABORTED, 1));
      assertThat(readToTheEnd(deaf)).as("no last chunk").doesNotContain("0\r\n\r\n");
    }
  }

  private static String readToTheEnd(RawClient client) {
    try {
      return client.rest();
    } catch (IOException reset) {
      return "";
    }
  }
}

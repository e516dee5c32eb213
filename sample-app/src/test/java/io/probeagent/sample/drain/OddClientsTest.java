package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/1.1, and apps, that do what is allowed and rarely done. */
final class OddClientsTest {

  private static final String CLOSE = "\r\nconnection: close\r\n";
  private static final Duration MOMENT = Duration.ofMillis(50);

  private final TestServer server = new TestServer(TestServer.patient());
  private final RawClient client = server.connect();

  OddClientsTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private CompletableFuture<Void> finish() throws Exception {
    server.traffic.hurry();
    CompletableFuture<Void> drain = server.drain(EVER);
    server.awaitPhase(Phase.FINISH);
    return drain;
  }

  private void assertAllIsCounted(CompletableFuture<Void> drain) throws Exception {
    TestServer.await(drain);
    Tally tally = server.traffic.tally();
    assertThat(tally.open()).isZero();
    assertThat(tally.inFlight()).isZero();
    assertThat(tally.closedByClient() + tally.closedByUs()).isEqualTo(1);
  }

  /** R8, with one that waits already: it must not be executed, since it gets no answer. */
  @Test
  void whatWaitsBehindTheLastAnswerIsHandedBack() throws Exception {
    client.send("GET /held HTTP/1.1\r\nConnection: close\r\n\r\n" + RawClient.request("PUT /now"));
    server.awaitExecuted("/held");
    server.release();
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
    assertThat(client.rest()).isEmpty();
    server.settle();
    assertThat(server.executed).isEmpty();
    assertThat(server.traffic.tally().count(Outcome.HANDED_BACK)).isEqualTo(1);
  }

  @Test
  void anAnswerBeforeTheBodyDoesNotStopTheNextRequest() throws Exception {
    client.send("PUT /early HTTP/1.1\r\nContent-Length: 4\r\n\r\nab");
    assertThat(client.answer()).doesNotContain("close").endsWith("done");
    client.send("cd" + RawClient.request("GET /now"));
    assertThat(client.answer()).endsWith("done");
  }

  /** R10: the rest of the body is read, lest its reset erases the answer. */
  @Test
  void anAnswerBeforeTheBodyIsNotErased() throws Exception {
    CompletableFuture<Void> drain = finish();
    client.send("PUT /early HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nab");
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
    client.send("x".repeat(999_998));
    client.leave();
    assertAllIsCounted(drain);
  }

  @Test
  void anAnswerThatIsTheLastStillGetsTheBodyThatItAnswers() throws Exception {
    client.send("PUT /both HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nab");
    assertThat(client.readUntil("half\r\n")).contains(CLOSE);
    client.send("cd");
    assertThat(client.rest()).isEqualTo("0\r\n\r\n");
    server.awaitExecuted("/both");
  }

  @Test
  void theDeadlineDoesNotRefuseAnAnswerThatHasBegun() throws Exception {
    client.send("PUT /both HTTP/1.1\r\nContent-Length: 4\r\n\r\nab");
    client.readUntil("half\r\n");
    assertAllIsCounted(server.drain(MOMENT));
    assertThat(server.summary()).contains(TestServer.count(Outcome.ABORTED, 1));
    assertThat(received()).doesNotContain("503");
  }

  /** What is whole is answered, though the client broke off behind it. */
  @Test
  void aHalfClosingClientGetsWhatItAskedForInFull() throws Exception {
    client.send(
        RawClient.request("GET /held") + "PUT /now HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf");
    server.awaitExecuted("/held");
    client.endOutput();
    server.settle();
    server.release();
    assertThat(client.answer()).endsWith("done");
    assertThat(client.rest()).isEmpty();
    server.awaitOpen(0);
    server.awaitInFlight(0);
  }

  @Test
  void aHalfClosingClientGetsItsAnswerInADrain() throws Exception {
    client.send(RawClient.request("GET /held"));
    client.endOutput();
    server.awaitExecuted("/held");
    CompletableFuture<Void> drain = finish();
    server.release();
    assertThat(client.answer()).contains(CLOSE).endsWith("done");
    assertThat(client.rest()).isEmpty();
    assertAllIsCounted(drain);
  }

  /** R4 behind R6: with that answer the client was not told to go, and it goes on at once. */
  @Test
  void aClientThatWasNotToldIsGivenAMomentToGoOn() throws Exception {
    Timers timers = new Timers(EVER, EVER, EVER, EVER, EVER, EVER, EVER);
    try (TestServer other = new TestServer(timers);
        RawClient busy = other.connect()) {
      busy.send(RawClient.request("GET /half"));
      busy.readUntil("half\r\n");
      other.traffic.hurry();
      other.drain(EVER);
      other.awaitPhase(Phase.FINISH);
      other.release();
      busy.readUntil("0\r\n\r\n");
      other.settle();
      busy.send(RawClient.request("GET /now"));
      assertThat(busy.answer()).contains(CLOSE).endsWith("done");
    }
  }

  /** R11, with no time left: idle is idle then. */
  @Test
  void atTheDeadlineIdleConnectionsEndInGoodOrder() throws Exception {
    try (TestServer other = new TestServer(TestServer.patient());
        RawClient idle = other.connectAndServe()) {
      CompletableFuture<Void> drain = other.drain(EVER, Duration.ZERO);
      assertThat(idle.rest()).isEmpty();
      idle.leave();
      TestServer.await(drain);
    }
  }

  @Test
  void aBigAnswerIsFinishedForASlowReader() throws Exception {
    CompletableFuture<Void> drain = finish();
    client.send(RawClient.request("GET /big"));
    server.awaitExecuted("/big");
    server.settle();
    assertThat(client.answer().length()).isGreaterThan(TestApp.BIG);
    client.leave();
    assertAllIsCounted(drain);
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAtTheDeadline() throws Exception {
    client.send(RawClient.request("GET /big"));
    server.awaitExecuted("/big");
    assertAllIsCounted(server.drain(MOMENT));
    assertThat(server.summary())
        .contains(TestServer.count(Outcome.ABORTED, 1))
        .contains(" closed_by_client=0 closed_by_us=1 ");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsNotWaitedFor() throws Exception {
    client.send(RawClient.request("GET /broken"));
    received();
    server.awaitOpen(0);
    assertThat(server.traffic.tally().count(Outcome.ABANDONED)).isEqualTo(1);
    assertThat(server.traffic.tally().inFlight()).isZero();
  }

  @Test
  void whatIsNoHttpGetsAnAnswerAndTheEnd() throws Exception {
    CompletableFuture<Void> drain = finish();
    client.send("\u0001nonsense\r\n\r\n");
    assertThat(client.answer()).contains(CLOSE);
    client.leave();
    assertAllIsCounted(drain);
  }

  @Test
  void anAnswerToHeadHasNoBody() throws Exception {
    CompletableFuture<Void> drain = finish();
    client.send("HEAD /now HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertThat(client.rest()).contains(CLOSE).endsWith("\r\n\r\n");
    client.leave();
    assertAllIsCounted(drain);
  }

  private String received() {
    try {
      return client.rest();
    } catch (IOException reset) {
      return "";
    }
  }
}

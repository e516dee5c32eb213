package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.sample.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deadline does to what is left. */
final class ForceTest {

  private static final Duration SOON = Duration.ofMillis(100);

  private final TestServer server = new TestServer(TestServer.quick());

  ForceTest() throws Exception {}

  @AfterEach
  void close() {
    server.close();
  }

  /** R10: the 503 arrives although the body is not read to its end. */
  @Test
  void whatHasNotBegunIsRefused() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("PUT /now HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1000));
      server.awaitInFlight(1);
      CompletableFuture<Void> drain = server.drain(SOON);
      server.awaitPhase(Phase.FORCE);
      client.send("x".repeat(500_000));
      assertThat(client.answer())
          .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
          .contains("\r\nconnection: close\r\n");
      client.send("x".repeat(100_000));
      assertThat(client.rest()).as("no reset").isEmpty();
      client.leave();
      TestServer.await(drain);
      assertThat(server.executed).isEmpty();
      assertThat(server.summary()).contains(TestServer.count(Outcome.REFUSED, 1));
    }
  }

  @Test
  void halfAHeadIsRefused() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /no");
      server.awaitOpen(1);
      server.settle();
      CompletableFuture<Void> drain = server.drain(SOON);
      assertThat(client.answer()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      client.leave();
      TestServer.await(drain);
    }
  }

  @Test
  void whatHasBegunIsCutOffAndCounted() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(RawClient.request("GET /held") + RawClient.request("GET /now"));
      server.awaitExecuted("/held");
      TestServer.await(server.drain(SOON));
      assertThat(server.summary())
          .contains(
              TestServer.count(Outcome.SERVED, 0),
              TestServer.count(Outcome.ABORTED, 1),
              TestServer.count(Outcome.HANDED_BACK, 1));
      assertThat(received(client)).isEmpty();
      assertThat(server.executed).isEmpty();
    }
  }

  @Test
  void theDeadlineHoldsDuringTheDelayToo() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(RawClient.request("GET /held"));
      server.awaitExecuted("/held");
      TestServer.await(server.drain(EVER, SOON));
      assertThat(server.summary()).contains(TestServer.count(Outcome.ABORTED, 1));
    }
  }

  @Test
  void withNothingLeftThereIsNoForce() throws Exception {
    TestServer.await(server.drain(SOON));
    assertThat(server.lines)
        .noneMatch(line -> line.contains("FORCE"))
        .last()
        .asString()
        .startsWith("drain over: ")
        .endsWith(" last_new=none");
  }

  private static String received(RawClient client) {
    try {
      return client.rest();
    } catch (IOException reset) {
      return "";
    }
  }
}

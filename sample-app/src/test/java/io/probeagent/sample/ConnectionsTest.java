package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order, count and end of the requests of one connection. */
final class ConnectionsTest {

  private ServerFixture fixture;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture();
    client = fixture.connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    fixture.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    client.send(
        RawClient.request("POST /work?ms=150")
            + RawClient.request("GET /")
            + "PUT /upload HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
            + RawClient.request("POST /work?ms=1")
            + RawClient.request("GET /nothing"));
    assertThat(client.answer()).endsWith("worked for 150 ms\n");
    assertThat(client.answer()).endsWith("hello\n");
    assertThat(client.answer()).endsWith("\r\n3\n");
    assertThat(client.answer()).endsWith("worked for 1 ms\n");
    assertThat(client.answer()).endsWith("not found\n");
    fixture.awaitIdle();
  }

  @Test
  void thousandsOfThemDoNotExhaustTheStack() throws Exception {
    int count = 5000;
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(() -> client.send("GET / HTTP/1.1\r\n\r\n".repeat(count)));
    for (int i = 0; i < count; i++) {
      assertThat(client.answer()).endsWith("hello\n");
    }
    sent.get(30, TimeUnit.SECONDS);
  }

  @Test
  void eachOneCountsFromItsHeadToItsAnswer() throws Exception {
    client.send("PUT /upload HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
    fixture.awaitInFlight(1);
    client.send("x" + RawClient.request("GET /metrics"));
    client.answer();
    assertThat(client.answer()).contains("\nsample_app_in_flight 0\n");
    fixture.awaitInFlight(0);
  }

  @Test
  void aPeerThatWantsNoMoreGetsItsAnswerAndTheEnd() throws Exception {
    client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + RawClient.request("GET /nothing"));
    assertThat(client.rest())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nconnection: close\r\n")
        .endsWith("\r\n\r\nhello\n");
    fixture.awaitIdle();
  }

  @Test
  void http10IsKeptAliveOnlyIfAsked() throws Exception {
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertThat(client.answer()).contains("\r\nconnection: keep-alive\r\n");
    client.send("GET / HTTP/1.0\r\n\r\n");
    assertThat(client.rest()).endsWith("hello\n");
  }

  @Test
  void aPeerThatHalfClosesGetsAllItsAnswers() throws Exception {
    client.send(RawClient.request("POST /work?ms=100") + RawClient.request("GET /"));
    client.endOutput();
    assertThat(client.answer()).endsWith("worked for 100 ms\n");
    assertThat(client.answer()).endsWith("hello\n");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffIsUncounted() throws Exception {
    client.send("PUT /upload HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
    fixture.awaitInFlight(1);
    client.endOutput();
    assertThat(client.rest()).isEmpty();
    fixture.awaitInFlight(0);
  }

  @Test
  void requestsOfAPeerThatDiedAreUncounted() throws Exception {
    client.send(
        RawClient.request("GET /stream?lines=1000&gap=600000")
            + RawClient.request("GET /").repeat(2));
    fixture.awaitInFlight(3);
    client.reset();
    fixture.awaitIdle();
  }
}

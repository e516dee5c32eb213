package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each endpoint, asserted as the text of its answer. */
final class EndpointsTest {

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

  private static String text(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 200 OK, hello",
    "GET /?x=1, 200 OK, hello",
    "POST /work?ms=0, 200 OK, worked for 0 ms",
    "POST /work?ms=20, 200 OK, worked for 20 ms",
    "GET /nothing, 404 Not Found, not found",
    "GET /work/, 404 Not Found, not found",
    "POST /work?ms=600001, 400 Bad Request, ms=600001 (expected: a whole number from 0 to 600000)",
    "POST /work?ms=-1, 400 Bad Request, ms=-1 (expected: a whole number from 0 to 600000)",
    "POST /work?ms=1s, 400 Bad Request, ms=1s (expected: a whole number from 0 to 600000)",
    "POST /work, 400 Bad Request, ms= (expected: a whole number from 0 to 600000)",
    "GET /stream?lines=x, 400 Bad Request, lines=x (expected: a whole number from 0 to 100000)",
    "GET /events?gap=600001, 400 Bad Request, gap=600001 (expected: a whole number from 0 to 600000)",
  })
  void answersAndKeepsTheConnection(String request, String status, String body) throws Exception {
    client.send(RawClient.request(request));
    assertThat(client.answer()).isEqualTo(text(status, body + "\n"));
    client.send(RawClient.request("GET /"));
    assertThat(client.answer()).isEqualTo(text("200 OK", "hello\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /, GET",
    "GET /work?ms=1, POST",
    "POST /stream?lines=1&gap=1, GET",
    "GET /upload, 'POST, PUT'",
    "PUT /metrics, GET",
  })
  void namesTheMethodsThatItAllows(String request, String allowed) throws Exception {
    client.send(RawClient.request(request));
    assertThat(client.answer())
        .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
        .contains("\r\nallow: " + allowed + "\r\n")
        .endsWith("\r\n\r\nexpected: " + allowed + "\n");
  }

  @Test
  void refusesABadEscape() throws Exception {
    client.send(RawClient.request("POST /work?ms=%zz"));
    assertThat(client.answer()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("%zz");
  }

  @Test
  void streamsLineByLine() throws Exception {
    client.send(RawClient.request("GET /stream?lines=2&gap=5"));
    assertThat(client.readUntil("0\r\n\r\n"))
        .isEqualTo(
            "HTTP/1.1 200 OK|content-type: text/plain; charset=utf-8|transfer-encoding: chunked||"
                    .replace("|", "\r\n")
                + "2|1\n|2|2\n|0||".replace("|", "\r\n"));
    client.send(RawClient.request("GET /"));
    assertThat(client.answer()).endsWith("hello\n");
  }

  @Test
  void eventsHaveNoEnd() throws Exception {
    client.send(RawClient.request("GET /events?gap=1"));
    assertThat(client.readUntil("data: 3\n\n\r\n"))
        .contains("\r\ncontent-type: text/event-stream\r\n", "\r\n9\r\ndata: 1\n\n\r\n");
  }

  @Test
  void headHasNoBody() throws Exception {
    client.send(RawClient.request("HEAD /"));
    assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 405 Method Not Allowed\r\n");
    client.send(RawClient.request("GET /"));
    assertThat(client.answer()).isEqualTo(text("200 OK", "hello\n"));
  }

  @Test
  void streamsToTheEndOfTheConnectionInHttp10() throws Exception {
    client.send("GET /stream?lines=1&gap=1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertThat(client.rest())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .doesNotContain("chunked", "keep-alive")
        .endsWith("\r\n\r\n1\n");
  }

  @ParameterizedTest
  @CsvSource({"POST, 0", "PUT, 5", "POST, 1000000"})
  void tellsTheSizeOfAnUpload(String method, int size) throws Exception {
    client.send(method + " /upload HTTP/1.1\r\nContent-Length: " + size + "\r\n\r\n");
    client.send("x".repeat(size));
    assertThat(client.answer()).isEqualTo(text("200 OK", size + "\n"));
  }

  @Test
  void tellsTheSizeOfAChunkedUpload() throws Exception {
    client.send("PUT /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3\r\nabc\r\n".repeat(20_000) + "0\r\n\r\n");
    assertThat(client.answer()).isEqualTo(text("200 OK", "60000\n"));
  }

  @Test
  void asksForTheBodyOfACarefulPeer() throws Exception {
    client.send("PUT /upload HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    assertThat(client.answer()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    assertThat(client.answer()).isEqualTo(text("200 OK", "3\n"));
    fixture.awaitIdle();
  }

  @Test
  void readsABodyThatNobodyWants() throws Exception {
    client.send("POST /nothing HTTP/1.1\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
    assertThat(client.answer()).isEqualTo(text("404 Not Found", "not found\n"));
    client.send(RawClient.request("GET /"));
    assertThat(client.answer()).endsWith("hello\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'hello\r\n\r\n'",
    "'POST /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'"
  })
  void endsAConnectionThatSpeaksSomethingElse(String bytes) throws Exception {
    client.send(bytes);
    assertThat(client.rest())
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("\r\nconnection: close\r\n")
        .endsWith("not HTTP/1.1\n");
    fixture.awaitIdle();
  }

  @Test
  void tellsItsNumbers() throws Exception {
    client.send(RawClient.request("GET /").repeat(2) + RawClient.request("GET /x"));
    client.answer();
    client.answer();
    client.answer();
    fixture.awaitIdle();
    try (RawClient busy = fixture.connect()) {
      busy.send("PUT /upload HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
      fixture.awaitInFlight(1);
      client.send(RawClient.request("GET /metrics"));
      assertThat(client.answer())
          .contains("\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\n")
          .contains("\n# TYPE sample_app_in_flight gauge\nsample_app_in_flight 1\n")
          .contains("\n# TYPE sample_app_requests_total counter\n")
          .contains("\nsample_app_requests_total{path=\"root\"} 2\n")
          .contains("\nsample_app_requests_total{path=\"upload\"} 1\n")
          .contains("\nsample_app_requests_total{path=\"metrics\"} 1\n")
          .contains("\nsample_app_requests_total{path=\"other\"} 1\n")
          .contains("\nsample_app_ended_total{outcome=\"served\"} 3\n")
          .contains("\nsample_app_connections 2\n")
          .contains("\nsample_app_drain_phase{phase=\"SERVE\"} 1\n")
          .endsWith("\nsample_app_drain_phase{phase=\"CLEANUP\"} 0\n");
    }
  }
}

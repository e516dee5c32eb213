package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too much, or none. */
class MalformedRequestTest {
  private static final String OK = Expected.kept("200 OK", "ok\n");
  private static final String BAD = Expected.last("400 Bad Request", "not an HTTP/1.1 request\n");
  private static final String BAD_BODY =
      Expected.last("400 Bad Request", "the request's body is not well-formed\n");
  private static final String TOO_MUCH =
      Expected.last("413 Content Too Large", "the request's body has more than 4096 bytes\n");

  private final TestSite site = TestSite.ready();
  private final Peer peer = site.connect();

  @Test
  void aLongRequestLineIsRefused() {
    assertThat(peer.send("GET /ready?" + "x".repeat(2048 - 20) + " HTTP/1.1\r\n\r\n"))
        .isEqualTo(OK);
    assertThat(peer.send("GET /ready?" + "x".repeat(2048) + " HTTP/1.1\r\n\r\n"))
        .isEqualTo(
            Expected.last("414 URI Too Long", "the request's line has more than 2048 bytes\n"));
    assertThat(peer.sawEnd()).isTrue();
  }

  @Test
  void longHeadersAreRefused() {
    assertThat(peer.ask("GET /ready HTTP/1.1", "X: " + "x".repeat(8192 - 3))).isEqualTo(OK);
    assertThat(peer.ask("GET /ready HTTP/1.1", "X: " + "x".repeat(4096), "Y: " + "y".repeat(4096)))
        .isEqualTo(
            Expected.last(
                "431 Request Header Fields Too Large",
                "the request's headers have more than 8192 bytes\n"));
    assertThat(peer.sawEnd()).isTrue();
  }

  @Test
  void aBodyIsReadButNotABigOne() {
    assertThat(peer.ask("GET /ready HTTP/1.1", "Content-Length: 4096")).isEmpty();
    assertThat(peer.send("x".repeat(4096))).isEqualTo(OK);
    assertThat(peer.ask("GET /ready HTTP/1.1", "Content-Length: 4097")).isEqualTo(TOO_MUCH);
    assertThat(peer.sawEnd()).isTrue();
  }

  @Test
  void aChunkedBodyIsReadButNotABigOne() {
    String head = "GET /ready HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(peer.send(head + "5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n")).isEqualTo(OK);
    assertThat(peer.send(head + "1000\r\n" + "x".repeat(4096) + "\r\n0\r\n\r\n")).isEqualTo(OK);
    assertThat(peer.send(head + "1000\r\n" + "x".repeat(4096) + "\r\n1\r\nx")).isEqualTo(TOO_MUCH);
    assertThat(peer.sawEnd()).isTrue();
  }

  @Test
  void aBodyThatIsNotWellFormedIsRefused() {
    assertThat(
            peer.send("GET /ready HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"))
        .isEqualTo(BAD_BODY);
    assertThat(peer.sawEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: abc",
        "Content-Length: -1",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 1, 2",
        "no colon",
        "X\u0000: y",
        ": y",
      })
  void aHeaderThatCannotBeReadIsRefused(String header) {
    assertThat(peer.ask("GET /ready HTTP/1.1", header)).isEqualTo(BAD);
    assertThat(peer.sawEnd()).isTrue();
  }

  @Test
  void whoAsksFirstIsToldToSendTheBody() {
    assertThat(peer.ask("POST /ready HTTP/1.1", "Content-Length: 5", "Expect: 100-continue"))
        .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(peer.send("hello")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void whoAsksFirstIsToldThatTheBodyIsTooBig() {
    assertThat(peer.ask("POST /ready HTTP/1.1", "Content-Length: 5000", "Expect: 100-continue"))
        .isEqualTo(TOO_MUCH);
  }

  @Test
  void aClientOfHttp2WithoutAskingIsRefusedInHttp1() {
    assertThat(peer.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .endsWith(BAD);
    assertThat(peer.sawEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void aMissingHostKeepsNobodyFromProbing(String version) {
    assertThat(peer.ask("GET /ready " + version, "Connection: keep-alive")).isEqualTo(OK);
  }

  @Test
  void aRefusedPeerMaySendOnForASecondSoThatNoResetOvertakesTheAnswer() {
    peer.ask("garbage");
    assertThat(peer.sawEnd()).isTrue();
    assertThat(peer.isClosed()).isFalse();

    peer.pass(Duration.ofMillis(999));
    assertThat(peer.send("x".repeat(100_000))).isEmpty();
    assertThat(peer.isClosed()).isFalse();
    peer.pass(Duration.ofMillis(1));
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void aRefusedPeerThatEndsTooIsClosedAtOnce() {
    peer.ask("garbage");
    peer.endOutput();

    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void whatWasRefusedIsCounted() {
    peer.ask("garbage");
    site.connect().ask("GET /ready HTTP/1.1", "Content-Length: 4097");

    assertThat(site.metric("probe_agent_http_answers_total{code=\"400\",path=\"other\"}"))
        .isEqualTo("1.0");
    assertThat(site.metric("probe_agent_http_answers_total{code=\"413\",path=\"other\"}"))
        .isEqualTo("1.0");
  }
}

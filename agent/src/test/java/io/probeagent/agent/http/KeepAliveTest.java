package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.probeagent.agent.lifecycle.Phase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests on one connection. */
class KeepAliveTest {
  private static final String OK = Expected.kept("200 OK", "ok\n");
  private static final String LAST_OK = Expected.last("200 OK", "ok\n");
  private static final String TOKEN = "0123456789abcdef";

  private final TestSite site = TestSite.ready("--control-token", TOKEN);
  private final Peer peer = site.connect();

  @Test
  void aConnectionServesOneRequestAfterTheOther() {
    assertThat(peer.ask("GET /ready HTTP/1.1")).isEqualTo(OK);
    assertThat(peer.ask("HEAD /live HTTP/1.1")).isEqualTo(Expected.head(OK));
    assertThat(peer.ask("GET /healthz HTTP/1.1", "Connection: close")).isEqualTo(LAST_OK);
    assertThat(peer.isClosed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.0, , true",
    "HTTP/1.0, keep-alive, false",
    "HTTP/1.1, , false",
    "HTTP/1.1, keep-alive, false",
    "HTTP/1.1, close, true",
    "HTTP/1.1, CLOSE, true",
  })
  void theVersionAndTheHeaderSayWhetherItStaysOpen(
      String version, String connection, boolean closes) {
    String header = connection == null ? "X: y" : "Connection: " + connection;

    assertThat(peer.ask("GET /ready " + version, header)).isEqualTo(closes ? LAST_OK : OK);
    assertThat(peer.isClosed()).isEqualTo(closes);
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() {
    assertThat(
            peer.send(
                "GET /ready HTTP/1.1\r\n\r\n"
                    + "POST /ready HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
                    + "HEAD /live HTTP/1.1\r\n\r\n"
                    + "GET /startup?verbose HTTP/1.1\r\n\r\n"))
        .isEqualTo(
            OK
                + Expected.kept(
                    "405 Method Not Allowed",
                    "method not allowed (expected: GET, HEAD)\n",
                    "Allow: GET, HEAD")
                + Expected.head(OK)
                + Expected.kept("200 OK", "[+]app ok\nstartup check passed\n"));
    assertThat(peer.isClosed()).isFalse();
  }

  @Test
  void theRestOfARequestIsWaitedFor() {
    assertThat(peer.send("GET /ready HTTP/1.1\r\nContent-Le")).isEmpty();
    assertThat(peer.send("ngth: 3\r\n\r\na")).isEmpty();
    assertThat(peer.send("b")).isEmpty();
    assertThat(peer.send("cGET /live HTTP/1.1\r\n")).isEqualTo(OK);
    assertThat(peer.send("\r\n")).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP",
        "GET /ready",
        "hello",
        "\u0016\u0003\u0001\u0002\u0000\u0001",
        "GET /ready HTTP/x.y",
        "GET /ready HTTP/1.1\r\nno colon",
      })
  void garbageBehindAGoodRequestIsRefusedOnceThatIsAnswered(String garbage) {
    assertThat(peer.send("GET /ready HTTP/1.1\r\n\r\n" + garbage + "\r\n\r\n"))
        .isEqualTo(OK + Expected.last("400 Bad Request", "not an HTTP/1.1 request\n"));
    assertThat(peer.sawEnd()).isTrue();
    assertThat(peer.ask("GET /ready HTTP/1.1")).isEmpty();
  }

  @Test
  void nothingBehindTheLastAnswerIsExecuted() {
    assertThat(
            peer.send(
                "GET /ready HTTP/1.1\r\nConnection: close\r\n\r\n"
                    + "POST /drain HTTP/1.1\r\nAuthorization: Bearer "
                    + TOKEN
                    + "\r\n\r\n"))
        .isEqualTo(LAST_OK);
    assertThat(phase()).isEqualTo(Phase.READY);
  }

  @Test
  void nothingBehindARequestThatWaitsIsExecuted() {
    assertThat(
            peer.send(
                "GET /metrics HTTP/1.1\r\n\r\n"
                    + "POST /drain HTTP/1.1\r\nAuthorization: Bearer "
                    + TOKEN
                    + "\r\n\r\n"))
        .isEmpty();
    site.renderPages();

    assertThat(peer.received()).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
    assertThat(phase()).isEqualTo(Phase.READY);
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void theConnectionGoesOnBehindAPage() {
    assertThat(peer.ask("GET /metrics HTTP/1.1")).isEmpty();
    site.renderPages();
    assertThat(peer.received()).contains("\r\nConnection: keep-alive\r\n");

    assertThat(peer.ask("GET /ready HTTP/1.1")).isEqualTo(OK);
  }

  @Test
  void whatWasReadIsGivenBack() {
    ByteBuf good = bytes("POST /ready HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    ByteBuf bad = bytes("garbage\r\n\r\n");
    ByteBuf behind = bytes("GET /ready HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    peer.send(good);
    peer.send(bad);
    peer.send(behind);

    assertThat(good.refCnt() + bad.refCnt() + behind.refCnt()).isZero();
    peer.received();
  }

  private Phase phase() {
    return site.pod().view(site.testPod().app("app")).state().phase();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}

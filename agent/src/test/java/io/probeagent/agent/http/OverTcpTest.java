package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only real sockets can show: that an answer arrives, and how a connection ends. */
class OverTcpTest {
  private static final int MIB = 1 << 20;
  private static final String OK = Expected.kept("200 OK", "ok\n");

  private final TestSite site = TestSite.ready("--control-token", "0123456789abcdef");

  @ParameterizedTest
  @EnumSource(Transport.class)
  void kubeletsProbeIsAnsweredAndEnded(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site)) {
      assertThat(server.probe("/ready")).isEqualTo(Expected.last("200 OK", "ok\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aConnectionIsKeptForTheNextRequest(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site);
        Client client = server.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /ready HTTP/1.1\r\n\r\n").answer()).isEqualTo(OK);
      }
      assertThat(server.accepted()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void manyPipelinedRequestsAreAllAnsweredInTheirOrder(Transport transport) throws IOException {
    String pair = "GET /ready HTTP/1.1\r\n\r\nGET /nobody HTTP/1.1\r\n\r\n";
    try (TestServer server = TestServer.open(transport, site);
        Client client = server.connect()) {
      client.send(pair.repeat(500));

      for (int i = 0; i < 500; i++) {
        assertThat(client.answer()).isEqualTo(OK);
        assertThat(client.answer()).startsWith("HTTP/1.1 404 ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aHeaderOfOneMebibyteIsRefusedAndTheAnswerArrives(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site)) {
      assertThat(Client.ask(server.address(), "GET /ready HTTP/1.1", "X: " + "x".repeat(MIB)))
          .isEqualTo(
              Expected.last(
                  "431 Request Header Fields Too Large",
                  "the request's headers have more than 8192 bytes\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aRequestLineOfOneMebibyteIsRefusedAndTheAnswerArrives(Transport transport)
      throws IOException {
    try (TestServer server = TestServer.open(transport, site)) {
      assertThat(Client.ask(server.address(), "GET /" + "x".repeat(MIB) + " HTTP/1.1"))
          .isEqualTo(
              Expected.last("414 URI Too Long", "the request's line has more than 2048 bytes\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aBodyOfOneMebibyteIsRefusedAndTheAnswerArrives(Transport transport) throws IOException {
    String refused =
        Expected.last("413 Content Too Large", "the request's body has more than 4096 bytes\n");
    try (TestServer server = TestServer.open(transport, site);
        Client sized = server.connect();
        Client chunked = server.connect()) {
      sized.send("POST /drain HTTP/1.1\r\nContent-Length: " + MIB + "\r\n\r\n");
      chunked.send("POST /drain HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n");

      assertThat(sized.send("x".repeat(MIB)).untilEnd()).isEqualTo(refused);
      assertThat(chunked.send("x".repeat(MIB)).untilEnd()).isEqualTo(refused);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theHandshakeOfTlsIsRefused(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site);
        Client client = server.connect()) {
      client.send("\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003\r\n\r\n");

      assertThat(client.untilEnd())
          .isEqualTo(Expected.last("400 Bad Request", "not an HTTP/1.1 request\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aClientThatOnlyListensIsAnsweredAndClosed(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site);
        Client one = server.connect();
        Client none = server.connect();
        Client half = server.connect()) {
      assertThat(one.send("GET /ready HTTP/1.1\r\n\r\n").endOutput().untilEnd()).isEqualTo(OK);
      assertThat(none.endOutput().untilEnd()).isEmpty();
      assertThat(half.send("GET /ready HTTP/1.1\r\nX: y").endOutput().untilEnd())
          .isEqualTo(Expected.last("400 Bad Request", "not an HTTP/1.1 request\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aClientThatOnlyListensWaitsForItsRefusalToo(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site);
        Client hook = server.connect()) {
      hook.send("GET /drain HTTP/1.1\r\n\r\n").endOutput();
      server.await("the hook waits", () -> !site.logged().isEmpty());
      server.pass(Duration.ofSeconds(5));

      assertThat(hook.untilEnd())
          .isEqualTo(
              Expected.last("403 Forbidden", "no valid bearer token; nothing was drained\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aWaiterThatResetsItsConnectionMakesRoom(Transport transport) throws IOException {
    try (TestServer server = TestServer.open(transport, site)) {
      for (int i = 1; i <= 20; i++) {
        int sofar = i;
        Client hook = server.connect();
        hook.send("GET /drain HTTP/1.1\r\n\r\n");
        server.await("the hook waits", () -> site.logged().size() == sofar);
        hook.reset();
        server.await("it is gone", () -> !server.accepted().get(sofar - 1).isOpen());
      }

      assertThat(site.logged()).hasSize(20).allMatch(line -> line.contains("\"refused\""));
      assertThat(server.probe("/ready")).isEqualTo(Expected.last("200 OK", "ok\n"));
    }
  }
}

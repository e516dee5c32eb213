package io.probeagent.bench.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedAnswerTest {
  private final AtomicInteger asked = new AtomicInteger();
  private int readyFrom;
  private int status = 200;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ready", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = "app: not ready\n".getBytes(StandardCharsets.US_ASCII);
    int code = asked.incrementAndGet() >= readyFrom ? status : 503;
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void asksUntilTheAnswerIsAnother() throws IOException {
    readyFrom = 4;
    try (ChangedAnswer answer = new ChangedAnswer(server.getAddress().getPort())) {
      long before = System.nanoTime();
      long at = answer.await(true);
      assertThat(asked).hasValue(4);
      assertThat(answer.asked()).isEqualTo(4);
      assertThat(at - before).isPositive();
    }
  }

  @Test
  void takesNothingElseForAnAnswer() throws IOException {
    status = 404;
    try (ChangedAnswer answer = new ChangedAnswer(server.getAddress().getPort())) {
      assertThatThrownBy(() -> answer.await(true))
          .hasMessage("the agent answered 404 (expected: 200 or 503)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\n', false",
    "'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n', false",
    "'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok', false",
    "'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n', true",
    "'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', true"
  })
  void anAnswerHasAnEnd(String text, boolean whole) {
    assertThat(ChangedAnswer.isWhole(text)).isEqualTo(whole);
  }
}

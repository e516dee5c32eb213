package io.probeagent.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private final ServerSocket server;

  ProbeTest() throws IOException {
    server = new ServerSocket();
    server.bind(Loopback.port(0));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void asksAsKubeletDoes() throws Exception {
    CompletableFuture<String> request = answer("HTTP/1.1 200 OK\r\n\r\nok");
    assertThat(new Probe(server.getLocalPort(), "/ready").send()).isPositive();
    assertThat(request.get())
        .isEqualTo(
            "GET /ready HTTP/1.1|Host: 127.0.0.1:%d|User-Agent: kube-probe/1.34|Accept: */*|Connection: close|"
                .formatted(server.getLocalPort()));
  }

  @Test
  void anotherAnswerIsNoFigure() {
    CompletableFuture<String> request = answer("HTTP/1.1 503 No\r\n\r\n");
    Probe probe = new Probe(server.getLocalPort(), "/ready");
    assertThatThrownBy(probe::send)
        .hasMessageContaining("HTTP/1.1 503 No")
        .hasMessageContaining("expected: 200");
    assertThat(request).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void noAnswerIsNoFigure() {
    CompletableFuture<String> request = answer("");
    Probe probe = new Probe(server.getLocalPort(), "/ready");
    assertThatThrownBy(probe::send).hasMessageContaining("expected: 200");
    assertThat(request).succeedsWithin(Duration.ofSeconds(30));
  }

  /** Takes one connection; completes with the request's lines. */
  private CompletableFuture<String> answer(String text) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept();
              BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            StringBuilder request = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
              request.append(line).append('|');
              line = in.readLine();
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return request.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}

package io.probeagent.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many answers as lines, or the reason why not. */
@Timeout(60)
final class SocketClientTest {
  @TempDir private Path dir;
  private Path path;
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    path = dir.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void answersComeInPieces() throws Exception {
    CompletableFuture<List<String>> answers = ask("a", "b");
    try (SocketChannel peer = server.accept()) {
      assertThat(read(peer, 4)).isEqualTo("a\nb\n");
      write(peer, "O");
      write(peer, "K\nERR ü");
      write(peer, "\n");

      assertThat(answers.join()).containsExactly("OK", "ERR ü");
    }
  }

  @Test
  void anAnswerMayBeLong() throws Exception {
    CompletableFuture<List<String>> answers = ask("STATE");
    String state = "x".repeat(700_000);
    try (SocketChannel peer = server.accept()) {
      write(peer, state + "\n");

      assertThat(answers.join()).containsExactly(state);
    }
  }

  @Test
  void anEndBeforeTheLastAnswerIsAnError() throws Exception {
    CompletableFuture<List<String>> answers = ask("a", "b");
    try (SocketChannel peer = server.accept()) {
      assertThat(read(peer, 4)).isEqualTo("a\nb\n");
      write(peer, "OK\n");
    }

    assertThatThrownBy(answers::join)
        .hasMessageContaining("the connection ended before the answer");
  }

  @Test
  void whoAnswersTooLateIsNotWaitedFor() {
    assertThatThrownBy(() -> SocketClient.ask(path, List.of("a"), Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 50 ms");
  }

  @Test
  void nobodyThereIsAnError() {
    assertThatThrownBy(() -> SocketClient.ask(dir.resolve("missing"), List.of("a")))
        .isInstanceOf(IOException.class);
  }

  private CompletableFuture<List<String>> ask(String... lines) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return SocketClient.ask(path, List.of(lines), Duration.ofSeconds(20));
          } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        });
  }

  private static String read(SocketChannel peer, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && peer.read(buffer) >= 0) {
      // read on
    }
    return UTF_8.decode(buffer.flip()).toString();
  }

  private static void write(SocketChannel peer, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      peer.write(bytes);
    }
  }
}

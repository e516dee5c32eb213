package io.probeagent.agent.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Says lines to an agent and collects as many answers. */
final class SocketClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_ANSWERS = 1 << 20;

  private SocketClient() {}

  /**
   * Sends the lines and reads one answer for each.
   *
   * @throws IOException if nobody answers all of them within 5 s
   */
  static List<String> ask(Path socket, List<String> lines) throws IOException {
    return ask(socket, lines, PATIENCE);
  }

  static List<String> ask(Path socket, List<String> lines, Duration patience) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      ByteBuffer question =
          ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWERS);
      long end = System.nanoTime() + patience.toNanos();
      while (newlines(answer) < lines.size()) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
          throw new IOException("no answer within " + patience.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
        if (key.isWritable()) {
          channel.write(question);
          key.interestOps(
              question.hasRemaining()
                  ? SelectionKey.OP_WRITE | SelectionKey.OP_READ
                  : SelectionKey.OP_READ);
        }
        if (key.isReadable() && channel.read(answer) < 0) {
          throw new IOException("the connection ended before the answer");
        }
      }
      return lines(answer);
    }
  }

  private static int newlines(ByteBuffer buffer) {
    int count = 0;
    for (int i = 0; i < buffer.position(); i++) {
      count += buffer.get(i) == '\n' ? 1 : 0;
    }
    return count;
  }

  private static List<String> lines(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString().lines().toList();
  }
}

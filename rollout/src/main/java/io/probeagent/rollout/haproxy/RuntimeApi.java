package io.probeagent.rollout.haproxy;

import java.io.ByteArrayOutputStream;
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

/** HAProxy's runtime API: one connection per line of commands. */
record RuntimeApi(Path socket) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The answers, empty lines and blanks at both ends removed. */
  String say(List<String> commands) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String line = String.join("; ", commands) + "\n";
      ByteBuffer request = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (request.hasRemaining()) {
        channel.write(request);
      }
      channel.configureBlocking(false);
      SelectionKey unused = channel.register(selector, SelectionKey.OP_READ);
      return read(channel, selector);
    }
  }

  private static String read(SocketChannel channel, Selector selector) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    for (int count = 0; count >= 0; count = channel.read(buffer.clear())) {
      answer.write(buffer.array(), 0, count);
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new IOException("haproxy does not answer on its stats socket");
      }
      int ready = selector.select(left);
      selector.selectedKeys().clear();
      if (ready == 0) {
        throw new IOException("haproxy does not answer on its stats socket");
      }
    }
    return answer.toString(StandardCharsets.US_ASCII).replaceAll("\\s*\n\\s*", "\n").strip();
  }
}

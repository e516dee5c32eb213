package io.probeagent.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Kubelet's probe: connect, one request with the headers that kubelet sends, read until the server
 * closes. Not for several threads: its buffers are used again.
 */
public final class Probe {
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK_1_0 = "HTTP/1.0 200".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress address;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(4096);

  public Probe(int port, String path) {
    address = Loopback.port(port);
    byte[] text =
        String.join(
                "\r\n",
                "GET " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + port,
                "User-Agent: kube-probe/1.34",
                "Accept: */*",
                "Connection: close",
                "",
                "")
            .getBytes(StandardCharsets.US_ASCII);
    request = ByteBuffer.allocateDirect(text.length).put(text).flip();
  }

  /** Returns the nanoseconds from before the connect to after the close of a 200. */
  public long send() throws IOException {
    long start = System.nanoTime();
    answer.clear();
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.write(request.rewind());
      while (answer.hasRemaining() && channel.read(answer) >= 0) {}
    }
    long took = System.nanoTime() - start;
    answer.flip();
    if (!begins(OK) && !begins(OK_1_0)) {
      throw new IOException(
          "%s answered '%s' (expected: 200)"
              .formatted(address, StandardCharsets.US_ASCII.decode(answer)));
    }
    return took;
  }

  private boolean begins(byte[] with) {
    return answer.remaining() >= with.length
        && answer.slice(0, with.length).equals(ByteBuffer.wrap(with));
  }
}

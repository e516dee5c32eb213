package io.probeagent.bench.signal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A kept-alive connection on which readiness is asked for again and again. */
final class ChangedAnswer implements AutoCloseable {
  private static final long LIMIT = Duration.ofSeconds(10).toNanos();

  /** Asking without a pause would keep the agent from the signal that is waited for. */
  private static final long PAUSE = 50_000;

  private static final byte[] REQUEST =
      "GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: kube-probe/1.34\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(4096);
  private int asked;

  ChangedAnswer(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /**
   * Asks until the answer is that, and returns when it had come, as the nanosecond clock has it.
   */
  long await(boolean ready) throws IOException {
    long end = System.nanoTime() + LIMIT;
    while (ask() != ready) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(
            "the answer did not become " + (ready ? 200 : 503) + " within 10 s after the signal");
      }
      LockSupport.parkNanos(PAUSE);
    }
    return System.nanoTime();
  }

  /** How often it was asked. */
  int asked() {
    return asked;
  }

  private boolean ask() throws IOException {
    asked++;
    channel.write(ByteBuffer.wrap(REQUEST));
    answer.clear();
    while (true) {
      if (channel.read(answer) < 0) {
        throw new IOException("the agent closed a connection (expected: an answer)");
      }
      String text = StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
      if (isWhole(text)) {
        return status(text) == 200;
      }
    }
  }

  /** Whether an answer is there to its end. */
  static boolean isWhole(String text) {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    String field = "content-length:";
    int at = text.toLowerCase(java.util.Locale.ROOT).indexOf(field);
    if (at < 0 || at > head) {
      throw new IllegalStateException("no content-length in '" + text + "'");
    }
    int length =
        Integer.parseInt(text.substring(at + field.length(), text.indexOf('\r', at)).strip());
    return text.length() >= head + 4 + length;
  }

  private static int status(String text) throws IOException {
    int status = Integer.parseInt(text.substring(9, 12));
    if (status != 200 && status != 503) {
      throw new IOException("the agent answered " + status + " (expected: 200 or 503)");
    }
    return status;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

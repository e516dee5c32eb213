package io.probeagent.rollout.traffic;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A TCP connection, read with one limit for the whole of an answer. Used by one thread. */
final class Connection implements Closeable {
  private static final int LONGEST_LINE = 1 << 16;

  private final SocketChannel channel;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private long deadline;
  private long taken;
  private @Nullable IOException unsent;

  private Connection(SocketChannel channel, long deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  /** Connects; the deadline, of {@link System#nanoTime}, also holds for what is read first. */
  static Connection open(Endpoint endpoint, long deadline) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection = new Connection(channel, deadline);
      channel.socket().connect(endpoint.address(), connection.left());
      return connection;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** An answer begins, and is waited for until then. */
  void expect(long until) {
    deadline = until;
    taken = 0;
  }

  /** Ends the wait for the next bytes then; what was read stays read. */
  void expectNextBy(long until) {
    deadline = until;
  }

  /**
   * Sends, if the peer still takes anything. That it does not is told when its answer is waited for
   * in vain: a server may well answer, and close, before it has read all of a request.
   */
  void send(byte[] bytes) {
    if (unsent == null) {
      try {
        channel.socket().getOutputStream().write(bytes);
      } catch (IOException e) {
        unsent = e;
      }
    }
  }

  /** Whether bytes were read, or have come, that nobody has asked for. */
  boolean hasMore() {
    return position < limit;
  }

  /**
   * Whether the peer has closed this idle connection, as far as can be known now. Bytes that it has
   * sent are kept, see {@link #hasMore}.
   */
  boolean isClosedByPeer() {
    if (hasMore()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.wrap(buffer));
      channel.configureBlocking(true);
      position = 0;
      limit = Math.max(0, count);
      return count < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  /** A line without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (hasMore() || fill()) {
      char next = (char) (buffer[position++] & 0xff);
      taken++;
      if (next == '\n') {
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
      }
      if (line.append(next).length() > LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
    }
    throw ended();
  }

  /** At least one byte and at most so many, as they have come; how many, -1 at the end. */
  int some(ByteArrayOutputStream into, long most) throws IOException {
    if (!hasMore() && !fill()) {
      return -1;
    }
    int count = (int) Math.min(most, limit - position);
    into.write(buffer, position, count);
    position += count;
    taken += count;
    return count;
  }

  /** What to throw where an end is too early. */
  IOException ended() {
    if (unsent != null) {
      return unsent;
    }
    return new EOFException("connection closed after " + taken + " bytes of the answer");
  }

  private boolean fill() throws IOException {
    channel.socket().setSoTimeout(left());
    position = 0;
    limit = 0;
    limit = Math.max(0, channel.socket().getInputStream().read(buffer));
    return limit > 0;
  }

  /** Never 0, which would mean no limit. */
  private int left() throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("nothing in time, after " + taken + " bytes of the answer");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // It is closed all the same.
    }
  }
}

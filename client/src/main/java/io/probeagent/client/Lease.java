package io.probeagent.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One connection to the agent. While it is open, the agent takes the app for alive. */
final class Lease implements Closeable {

  /** An agent that reads but never answers must not make us hold ever more. */
  private static final int MAX_UNANSWERED = 32;

  private static final int MAX_REPLY_BYTES = AppState.MAX_BYTES;

  private record Line(String text, long version) {}

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Deque<Line> unanswered = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(MAX_REPLY_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private @Nullable AppState sent;
  private int sentInFlight = -1;
  private boolean answered;

  private Lease(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  static Lease open(Path socket, Selector selector) throws IOException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (UnsupportedOperationException e) {
      throw new IOException("no unix sockets on this system", e);
    }
    try {
      channel.configureBlocking(false);
      // A unix socket connects at once or not at all: false means that the agent's queue is full.
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("the agent accepts no more connections");
      }
      return new Lease(channel, channel.register(selector, SelectionKey.OP_READ));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  boolean isNew() {
    return sent == null;
  }

  boolean hasRoom() {
    return unanswered.size() < MAX_UNANSWERED;
  }

  /** Whether the agent ever said anything. */
  boolean isAnswered() {
    return answered;
  }

  boolean isAllAnswered() {
    return unanswered.isEmpty();
  }

  /** The newest version of the state of which every line is answered. */
  long settledVersion() {
    Line oldest = unanswered.peek();
    if (oldest != null) {
      return oldest.version - 1;
    }
    return sent == null ? 0 : sent.version();
  }

  /** Queues what the agent does not know yet. A negative count is not sent. */
  void send(AppState state, int inFlight) {
    if (sent != null && sent.closed()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String line : state.lines(sent, inFlight == sentInFlight ? -1 : inFlight)) {
      unanswered.add(new Line(line, state.version()));
      text.append(line).append('\n');
    }
    sent = state;
    sentInFlight = inFlight < 0 ? sentInFlight : inFlight;
    append(text.toString().getBytes(UTF_8));
  }

  /** Writes what the kernel takes; the selector tells when it takes more. */
  void flush() throws IOException {
    if (out.hasRemaining()) {
      channel.write(out);
    }
    key.interestOps(SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0));
  }

  /**
   * Reads what has arrived, one buffer at most.
   *
   * @param answers gets a line that was sent, and the agent's reply to it
   */
  void receive(BiConsumer<String, String> answers) throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the agent closed the connection");
    }
    in.flip();
    byte[] bytes = in.array();
    int start = 0;
    for (int i = 0; i < in.limit(); i++) {
      if (bytes[i] == '\n') {
        reply(new String(bytes, start, i - start, UTF_8), answers);
        start = i + 1;
      }
    }
    in.position(start).compact();
    if (!in.hasRemaining()) {
      throw new IOException("a reply is longer than " + MAX_REPLY_BYTES + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void reply(String reply, BiConsumer<String, String> answers) {
    Line line = unanswered.poll();
    if (line != null) {
      answered = true;
      answers.accept(line.text, reply);
    }
  }

  private void append(byte[] bytes) {
    if (bytes.length > 0) {
      out = ByteBuffer.allocate(out.remaining() + bytes.length).put(out).put(bytes).flip();
    }
  }
}

package io.probeagent.agent.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An app at the other end of a stream socket; waits for answers for 20 s. */
public final class LineClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);

  private LineClient(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  public static LineClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    Selector selector = Selector.open();
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return new LineClient(channel, selector);
    } catch (IOException e) {
      selector.close();
      channel.close();
      throw e;
    }
  }

  /** Says lines, all in one go, and returns the answers to them. */
  public List<String> say(String... lines) throws IOException {
    send(String.join("\n", lines) + "\n");
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      answers.add(line());
    }
    return answers;
  }

  /** Says one line and returns its answer. */
  public String ask(String line) throws IOException {
    return say(line).get(0);
  }

  public void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  /** Sends, whether or not the peer answers meanwhile; waits while it takes nothing. */
  public void send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (channel.write(out) >= 0 && out.hasRemaining()) {
      await(SelectionKey.OP_WRITE);
    }
  }

  /** The next line, or {@code <end>}. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          return line.toString(UTF_8);
        }
        line.write(next);
      }
      if (!fill()) {
        return line.size() == 0 ? "<end>" : line.toString(UTF_8) + "<end>";
      }
    }
  }

  /** All lines until the end. */
  public List<String> rest() throws IOException {
    List<String> rest = new ArrayList<>();
    for (String line = line(); !line.equals("<end>"); line = line()) {
      rest.add(line);
    }
    return rest;
  }

  /** No more lines will follow; answers may. */
  public void finish() throws IOException {
    channel.shutdownOutput();
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    while (read == 0) {
      await(SelectionKey.OP_READ);
      read = channel.read(buffer);
    }
    buffer.flip();
    return read > 0;
  }

  private void await(int operation) throws IOException {
    channel.keyFor(selector).interestOps(operation);
    selector.selectedKeys().clear();
    if (selector.select(PATIENCE_MILLIS) == 0) {
      throw new IOException("nothing within 20 s");
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}

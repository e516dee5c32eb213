package io.probeagent.rollout.life;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection to the agent's stream socket: each line is answered by one. */
final class Talk implements Closeable {
  private final SocketChannel channel;

  private Talk(SocketChannel channel) {
    this.channel = channel;
  }

  static Talk to(Path socket) throws IOException {
    return new Talk(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /** Says one line on a connection of its own; returns the answer. */
  static String once(Path socket, String line) throws IOException {
    try (Talk talk = to(socket)) {
      return talk.say(line);
    }
  }

  /** Says one line; returns the answer. */
  String say(String line) throws IOException {
    ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      channel.write(out);
    }
    ByteBuffer in = ByteBuffer.allocate(64 << 10);
    do {
      if (channel.read(in) < 0) {
        throw new EOFException("the agent closed the connection instead of answering " + line);
      }
    } while (in.get(in.position() - 1) != '\n');
    return new String(in.array(), 0, in.position(), StandardCharsets.UTF_8).strip();
  }

  /** Waits until the agent closes the connection. */
  void awaitEnd() throws IOException {
    if (channel.read(ByteBuffer.allocate(1)) >= 0) {
      throw new IOException("the agent says something unasked");
    }
  }

  /** Breaks off, as a killed process does: without {@code BYE=1}. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}

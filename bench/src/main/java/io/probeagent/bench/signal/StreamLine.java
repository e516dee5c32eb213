package io.probeagent.bench.signal;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A line on the stream socket. */
record StreamLine(SocketChannel channel) implements Way {
  static StreamLine in(Path folder) throws IOException {
    return new StreamLine(
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("signal.sock"))));
  }

  @Override
  public void say(boolean ready) throws IOException {
    String line = ready ? "READY=1\n" : "READY=0\n";
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void settle() throws IOException {
    ByteBuffer reply = ByteBuffer.allocate(256);
    while (channel.read(reply) >= 0) {
      String text = StandardCharsets.US_ASCII.decode(reply.duplicate().flip()).toString();
      if (text.equals("OK\n")) {
        return;
      } else if (text.endsWith("\n")) {
        throw new IOException("the stream socket replied '" + text.strip() + "' (expected: OK)");
      }
    }
    throw new IOException("the stream socket was closed (expected: OK)");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

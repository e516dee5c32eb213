package io.probeagent.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of HTTP that sees, and sends, every byte. It waits for 20 s at most. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();

  private Client() {}

  /** Connects over loopback, in IPv4. */
  static Client to(InetSocketAddress server) {
    return to(new InetSocketAddress(loopback(), server.getPort()), 0);
  }

  /**
   * Connects.
   *
   * @param receiveBuffer bytes that the kernel may keep for it, 0 for as many as it likes
   */
  static Client to(InetSocketAddress server, int receiveBuffer) {
    Client client = new Client();
    try {
      client.socket.setSoTimeout(PATIENCE_MILLIS);
      client.socket.setTcpNoDelay(true);
      if (receiveBuffer > 0) {
        client.socket.setReceiveBufferSize(receiveBuffer);
      }
      client.socket.connect(server, PATIENCE_MILLIS);
      return client;
    } catch (IOException e) {
      client.close();
      throw new UncheckedIOException(e);
    }
  }

  /** One request on a connection of its own; everything that is answered until its end. */
  static String ask(InetSocketAddress server, String... lines) {
    try (Client client = to(server)) {
      return client.send(String.join("\r\n", lines) + "\r\n\r\n").untilEnd();
    }
  }

  /** The same as kubelet asks. */
  static String probe(InetSocketAddress server, String path) {
    return ask(
        server,
        "GET " + path + " HTTP/1.1",
        "Host: 10.0.0.7:9810",
        "User-Agent: kube-probe/1.34",
        "Accept: */*",
        "Connection: close");
  }

  Client send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends no more, but still listens. */
  Client endOutput() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whole answer, by its Content-Length. */
  String answer() {
    try {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the connection ended within: " + head);
        }
        head.append((char) next);
      }
      int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
      int length = Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
      return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is answered until the connection ends in peace; a reset fails. */
  String untilEnd() {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      return all.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes away with a reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

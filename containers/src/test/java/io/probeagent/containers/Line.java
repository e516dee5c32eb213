package io.probeagent.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which lines are spoken. */
final class Line implements AutoCloseable {
  private final Socket socket = new Socket();
  private final BufferedReader in;

  Line(String address, int port) throws IOException {
    int limit = (int) Await.LIMIT.toMillis();
    socket.connect(new InetSocketAddress(address, port), limit);
    socket.setSoTimeout(limit);
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next line; empty if the peer has closed instead. */
  String receive() throws IOException {
    String line = in.readLine();
    return line == null ? "" : line;
  }

  String ask(String line) throws IOException {
    send(line + "\r\n");
    return receive();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.probeagent.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** One connection on which a test sends exactly the bytes that it wants to. */
public final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One request without a body. */
  public static String request(String methodAndUri) {
    return methodAndUri + " HTTP/1.1\r\nHost: test\r\n\r\n";
  }

  public void send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer of known length: head and body as they came. */
  public String answer() throws IOException {
    String head = readUntil("\r\n\r\n");
    int length = 0;
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("after " + head + new String(body, ISO_8859_1));
    }
    return head + new String(body, ISO_8859_1);
  }

  /** What comes up to and with this text. */
  public String readUntil(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("after \"" + text + "\", without \"" + end + "\"");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** What comes until the server ends the connection in good order. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection in good order, before the test is over. */
  public void leave() throws IOException {
    socket.close();
  }

  /** Ends the connection with a RST, as a peer does that died. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

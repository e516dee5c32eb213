package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection. */
final class Peer {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: ([0-9]+)\r\n");

  private final Socket socket;
  private final InputStream in;

  /**
   * A request as it came.
   *
   * @param line such as {@code POST /work?ms=0 HTTP/1.1}
   * @param head in lower case
   */
  record Received(String line, String head, String body) {
    /** The answer that the sample app gives. */
    String answer() {
      if (line.startsWith("PUT /upload ")) {
        return ok(body.length() + "\n");
      }
      if (line.startsWith("GET /stream?")) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= number("lines"); i++) {
          text.append(i).append('\n');
        }
        return ok(text.toString());
      }
      return line.startsWith("POST /work?") ? ok("worked for " + number("ms") + " ms\n") : ok("");
    }

    private int number(String parameter) {
      Matcher matcher = Pattern.compile("[?&]" + parameter + "=([0-9]+)").matcher(line);
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
  }

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(30_000);
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  static String closing(String answer) {
    return answer.replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }

  /**
   * The next request, its body included, also one that is waiting to be wanted; null at the end.
   */
  @Nullable Received receive() throws IOException {
    Received head = receiveHead();
    if (head == null) {
      return null;
    }
    if (head.head().contains("\r\nexpect: 100-continue\r\n")) {
      send("HTTP/1.1 100 Continue\r\n\r\n");
    }
    return receiveBody(head);
  }

  @Nullable Received receiveHead() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        if (text.isEmpty()) {
          return null;
        }
        throw new EOFException("half a head: " + text);
      }
      text.append((char) next);
    }
    String line = text.substring(0, text.indexOf("\r\n"));
    return new Received(line, text.toString().toLowerCase(Locale.ROOT), "");
  }

  Received receiveBody(Received request) throws IOException {
    Matcher length = LENGTH.matcher(request.head());
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new Received(request.line(), request.head(), new String(body, ISO_8859_1));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Whether nothing comes for a while. */
  boolean isQuiet(int millis) throws IOException {
    socket.setSoTimeout(millis);
    in.mark(1);
    try {
      in.read();
      in.reset();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(30_000);
    }
  }

  /** Waits for the client's FIN. */
  boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}

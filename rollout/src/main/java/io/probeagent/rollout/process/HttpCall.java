package io.probeagent.rollout.process;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP exchange over a connection of its own, with one limit for all of it. The peer closes;
 * that alone is not enough for an answer: it must have all the bytes that were announced.
 */
public final class HttpCall implements Closeable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( |$)");
  private static final Pattern LENGTH = Pattern.compile("\ncontent-length: *([0-9]{1,9})\r");
  private static final int MOST_BYTES = 1 << 20;

  private final Socket socket = new Socket();
  private final long deadline;

  public record Answer(int status, String body) {}

  private HttpCall(Duration most) {
    deadline = System.nanoTime() + most.toNanos();
  }

  /** Connects; throws if nobody listens. */
  public static HttpCall to(InetSocketAddress address, Duration most) throws IOException {
    HttpCall call = new HttpCall(most);
    try {
      call.socket.connect(address, call.left());
      return call;
    } catch (IOException e) {
      call.close();
      throw e;
    }
  }

  /** Sends a request without a body. */
  public void send(String method, String path, String userAgent) throws IOException {
    String request =
        String.join(
            "\r\n",
            method + " " + path + " HTTP/1.1",
            "Host: " + socket.getInetAddress().getHostAddress(),
            "User-Agent: " + userAgent,
            "Accept: */*",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** Waits for the whole answer. */
  public Answer answer() throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    int length = 0;
    int count = 0;
    while (count >= 0 && length < bytes.length) {
      socket.setSoTimeout(left());
      count = socket.getInputStream().read(bytes, length, bytes.length - length);
      length += Math.max(0, count);
    }
    return parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
  }

  public static Answer parse(String text) throws IOException {
    int end = text.indexOf("\r\n\r\n");
    Matcher status = STATUS.matcher(text);
    if (end < 0 || !status.lookingAt()) {
      throw new EOFException("connection closed after " + text.length() + " bytes of an answer");
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    String body = text.substring(end + 4);
    Matcher announced = LENGTH.matcher(head);
    if (announced.find() && Integer.parseInt(announced.group(1)) != body.length()) {
      throw new EOFException(
          "body has " + body.length() + " bytes (expected: " + announced.group(1) + ")");
    }
    return new Answer(Integer.parseInt(status.group(1)), body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Never 0, which would mean no limit. */
  private int left() throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}

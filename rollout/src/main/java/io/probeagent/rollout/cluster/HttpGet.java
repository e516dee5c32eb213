package io.probeagent.rollout.cluster;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One GET over a connection of its own, with one limit for all of it. */
final class HttpGet implements AutoCloseable {
  /** maxRespBodyLength, in bytes (pkg/probe/http, pkg/kubelet/lifecycle). */
  static final int MOST_BODY = 10 * 1024;

  private static final int MOST_HEAD = 1 << 20;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]{1,9})");

  private final Socket socket = new Socket();
  private final long deadline;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;

  /**
   * An answer.
   *
   * @param whole whether the body came, or as much of it as is read
   */
  record Reply(int status, boolean whole) {}

  private HttpGet(Duration most) {
    deadline = System.nanoTime() + most.toNanos();
  }

  /**
   * Asks.
   *
   * @param headers whole lines, such as {@code Connection: close}
   * @throws IOException if there is no answer, not even a head
   */
  static Reply send(InetSocketAddress to, String path, List<String> headers, Duration most)
      throws IOException {
    try (HttpGet get = new HttpGet(most)) {
      get.socket.connect(to, get.left());
      StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
      request.append("Host: ").append(to.getAddress().getHostAddress()).append(':');
      request.append(to.getPort()).append("\r\n");
      headers.forEach(header -> request.append(header).append("\r\n"));
      request.append("\r\n");
      get.socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return get.reply();
    }
  }

  private Reply reply() throws IOException {
    String first = line();
    Matcher status = STATUS.matcher(first);
    if (!status.matches()) {
      throw new IOException("'" + first + "' is no status line of HTTP/1");
    }
    int length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      Matcher announced = LENGTH.matcher(lower);
      length = announced.matches() ? Integer.parseInt(announced.group(1)) : length;
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    int code = Integer.parseInt(status.group(1));
    try {
      body(code == 204 || code == 304 ? 0 : length, chunked);
      return new Reply(code, true);
    } catch (IOException brokenOff) {
      return new Reply(code, false);
    }
  }

  private void body(int length, boolean chunked) throws IOException {
    if (chunked) {
      chunks();
    } else if (length >= 0) {
      skip(Math.min(length, MOST_BODY));
    } else {
      int count = 0;
      while (count < MOST_BODY && read() >= 0) {
        count++;
      }
    }
  }

  private void chunks() throws IOException {
    int count = 0;
    while (count < MOST_BODY) {
      String size = line().replaceFirst(";.*", "").strip();
      int length;
      try {
        length = Integer.parseInt(size, 16);
      } catch (NumberFormatException e) {
        throw new IOException("'" + size + "' is no size of a chunk", e);
      }
      if (length == 0) {
        return;
      }
      skip(Math.min(length, MOST_BODY));
      count += length;
      if (count < MOST_BODY) {
        line();
      }
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (read() < 0) {
        throw new EOFException("body ends after " + i + " of " + count + " bytes");
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = read(); octet != '\n'; octet = read()) {
      if (octet < 0 || line.size() > MOST_HEAD) {
        throw new EOFException("the answer breaks off after " + line.size() + " bytes of a line");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private int read() throws IOException {
    if (next == end) {
      socket.setSoTimeout(left());
      next = 0;
      end = Math.max(0, socket.getInputStream().read(buffer));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[next++] & 0xff;
  }

  /** Never 0, which would mean no limit. */
  private int left() throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

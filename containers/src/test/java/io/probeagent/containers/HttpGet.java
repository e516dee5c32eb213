package io.probeagent.containers;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An exchange as kubelet has it: over a connection of its own, with one limit for all of it.
 *
 * @param method GET for kubelet
 */
record HttpGet(String method, int port, String path, Map<String, String> headers) {
  private static final int MOST_BYTES = 1 << 20;

  static HttpGet of(int port, String path) {
    return new HttpGet("GET", port, path, Map.of());
  }

  static HttpGet post(int port, String path) {
    return new HttpGet("POST", port, path, Map.of());
  }

  /** Who asks: kubelet's probes and its hooks name themselves. */
  HttpGet as(String userAgent) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("User-Agent", userAgent);
    return new HttpGet(method, port, path, all);
  }

  /** What was answered. */
  record Answer(int status, String body) {}

  /**
   * @throws IOException if there was no whole answer in that time
   */
  Answer ask(String address, Duration most) throws IOException {
    long deadline = System.nanoTime() + most.toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), left(deadline));
      socket.getOutputStream().write(request(address).getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = new byte[MOST_BYTES];
      int length = 0;
      for (int count = 0; count >= 0 && length < bytes.length; length += Math.max(0, count)) {
        socket.setSoTimeout(left(deadline));
        count = socket.getInputStream().read(bytes, length, bytes.length - length);
      }
      return parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  private String request(String address) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(address).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("Accept: */*\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").toString();
  }

  private static Answer parse(String text) throws EOFException {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0 || !text.startsWith("HTTP/1.1 ")) {
      throw new EOFException("connection closed after " + text.length() + " bytes of an answer");
    }
    return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(head + 4));
  }

  /** Never 0, which would mean no limit. */
  private static int left(long deadline) throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}

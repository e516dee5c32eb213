package io.probeagent.agent.http;

import java.nio.charset.StandardCharsets;

/** Whole answers, as text. */
final class Expected {
  private Expected() {}

  /** The last answer of a connection. */
  static String last(String status, String body, String... headers) {
    return answer(status, "text/plain; charset=utf-8", "close", body, headers);
  }

  /** An answer that others may follow. */
  static String kept(String status, String body, String... headers) {
    return answer(status, "text/plain; charset=utf-8", "keep-alive", body, headers);
  }

  static String json(String status, String connection, String body) {
    return answer(status, "application/json", connection, body);
  }

  static String answer(
      String status, String type, String connection, String body, String... headers) {
    StringBuilder more = new StringBuilder();
    for (String header : headers) {
      more.append(header).append("\r\n");
    }
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + "Content-Type: "
        + type
        + "\r\n"
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n"
        + "Cache-Control: no-store\r\n"
        + "X-Content-Type-Options: nosniff\r\n"
        + more
        + "Connection: "
        + connection
        + "\r\n\r\n"
        + body;
  }

  /** The same without its body. */
  static String head(String answer) {
    return answer.substring(0, answer.indexOf("\r\n\r\n") + 4);
  }
}

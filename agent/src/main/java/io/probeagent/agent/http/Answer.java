package io.probeagent.agent.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A whole HTTP answer in bytes, ready to be written as often as it is asked for: head and body
 * leave in one piece, since kubelet throws a probe's result away if the body stalls.
 */
final class Answer {
  private static final String NO_HEADER = "";

  private final int status;
  private final ByteBuf close;
  private final ByteBuf keepAlive;
  private final int bodyLength;

  private Answer(int status, String type, String header, byte[] body) {
    this.status = status;
    this.bodyLength = body.length;
    this.close = bytes(status, type, header + "Connection: close\r\n", body);
    this.keepAlive = bytes(status, type, header + "Connection: keep-alive\r\n", body);
  }

  static Answer text(int status, String body) {
    return text(status, body, NO_HEADER);
  }

  /**
   * An answer with one more header.
   *
   * @param header {@code Name: value} with its line break, or empty
   */
  static Answer text(int status, String body, String header) {
    return of(status, "text/plain; charset=utf-8", header, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer json(int status, byte[] body) {
    return of(status, "application/json", NO_HEADER, body);
  }

  static Answer of(int status, String type, String header, byte[] body) {
    return new Answer(status, type, header, body);
  }

  int status() {
    return status;
  }

  /** A buffer to write, which the channel releases. */
  ByteBuf buffer(boolean close, boolean headOnly) {
    ByteBuf all = close ? this.close : keepAlive;
    return headOnly
        ? all.retainedSlice(0, all.readableBytes() - bodyLength)
        : all.retainedDuplicate();
  }

  /** All of the last answer of a connection, to be written at once and not to be kept. */
  ByteBuffer last() {
    return close.internalNioBuffer(0, close.readableBytes());
  }

  /** Gives the memory back once the writes that are under way have ended. */
  void release() {
    close.release();
    keepAlive.release();
  }

  private static ByteBuf bytes(int status, String type, String headers, byte[] body) {
    String head =
        "HTTP/1.1 "
            + status
            + ' '
            + reason(status)
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + headers
            + "\r\n";
    byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.directBuffer(ascii.length + body.length).writeBytes(ascii).writeBytes(body);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}

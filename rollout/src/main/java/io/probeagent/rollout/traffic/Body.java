package io.probeagent.rollout.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The body of an answer, as it comes. */
interface Body {
  /**
   * Takes what has come, at least a byte.
   *
   * @return false at the end, and then nothing was taken
   * @throws IOException if the end is too early
   */
  boolean next(ByteArrayOutputStream into) throws IOException;

  /** Of an answer with that head. */
  static Body of(Head head, String method, Connection connection) throws IOException {
    if (isNone(head, method)) {
      return into -> false;
    }
    if (head.chunked()) {
      return new ChunkedBody(connection);
    }
    long length = head.contentLength();
    if (length >= 0) {
      return new FixedBody(connection, length);
    }
    return into -> connection.some(into, Long.MAX_VALUE) >= 0;
  }

  /** Whether it ends where the connection does. */
  static boolean isEndedByConnection(Head head, String method) throws IOException {
    return !isNone(head, method) && !head.chunked() && head.contentLength() < 0;
  }

  /** Whatever the head says of it: RFC 9112, 6.3. */
  private static boolean isNone(Head head, String method) {
    return method.equals("HEAD") || head.status() == 204 || head.status() == 304;
  }

  /** One of a length that was announced. */
  final class FixedBody implements Body {
    private final Connection connection;
    private long left;

    FixedBody(Connection connection, long length) {
      this.connection = connection;
      this.left = length;
    }

    @Override
    public boolean next(ByteArrayOutputStream into) throws IOException {
      if (left == 0) {
        return false;
      }
      int count = connection.some(into, left);
      if (count < 0) {
        throw connection.ended();
      }
      left -= count;
      return true;
    }
  }
}

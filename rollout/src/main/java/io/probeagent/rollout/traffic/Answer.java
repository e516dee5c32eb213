package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.probeagent.rollout.record.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer over HTTP/1.
 *
 * @param failure null if it is good
 * @param last whether the connection takes no further request
 */
record Answer(@Nullable Failure failure, boolean last) {
  private static final int MOST_KEPT = 1 << 20;

  /** Reads it to its end. */
  static Answer read(Connection connection, Request request) throws IOException {
    return read(connection, request, Head.readFinal(connection));
  }

  /** Reads its body, the head being read. */
  static Answer read(Connection connection, Request request, Head head) throws IOException {
    Body body = Body.of(head, request.method(), connection);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (body.next(text)) {
      if (text.size() > MOST_KEPT) {
        // Long answers come only from apps whose answers are not compared.
        text.reset();
      }
    }
    boolean last = head.close() || Body.isEndedByConnection(head, request.method());
    return new Answer(request.judge(head.status(), text.toString(ISO_8859_1)), last);
  }

  /** Nothing may follow it. */
  static void requireQuiet(Connection connection) throws ProtocolException {
    if (connection.hasMore()) {
      throw new ProtocolException("bytes that belong to no answer");
    }
  }
}

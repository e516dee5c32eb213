package io.probeagent.rollout.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in chunks, RFC 9112, 7.1. Without its last chunk it is not complete. */
final class ChunkedBody implements Body {
  private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,15})[ \t]*(;.*)?");

  private final Connection connection;
  private boolean begun;
  private boolean over;
  private long left;

  ChunkedBody(Connection connection) {
    this.connection = connection;
  }

  @Override
  public boolean next(ByteArrayOutputStream into) throws IOException {
    if (left == 0 && !over) {
      begin();
    }
    if (over) {
      return false;
    }
    int count = connection.some(into, left);
    if (count < 0) {
      throw connection.ended();
    }
    left -= count;
    return true;
  }

  private void begin() throws IOException {
    if (begun) {
      require(connection.line(), "");
    }
    begun = true;
    String line = connection.line();
    Matcher size = SIZE.matcher(line);
    if (!size.matches()) {
      throw new ProtocolException("'" + Request.shown(line) + "' (expected: a chunk's size)");
    }
    left = Long.parseLong(size.group(1), 16);
    if (left == 0) {
      over = true;
      skipTrailers();
    }
  }

  private void skipTrailers() throws IOException {
    while (!connection.line().isEmpty()) {
      // Nobody asked for them.
    }
  }

  private static void require(String line, String expected) throws ProtocolException {
    if (!line.equals(expected)) {
      throw new ProtocolException("'" + Request.shown(line) + "' (expected: a chunk's end)");
    }
  }
}

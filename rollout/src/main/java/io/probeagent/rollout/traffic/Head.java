package io.probeagent.rollout.traffic;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer.
 *
 * @param fields by name in lower case; several of one name are one, with commas
 */
record Head(boolean http10, int status, Map<String, String> fields) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( .*)?");
  private static final int MOST_FIELDS = 200;

  /** The next one, 1xx included. */
  static Head read(Connection connection) throws IOException {
    String first = connection.line();
    Matcher matcher = STATUS.matcher(first);
    if (!matcher.matches()) {
      throw new ProtocolException("'" + Request.shown(first) + "' (expected: HTTP/1.1 <code>)");
    }
    Map<String, String> fields = new HashMap<>();
    String line = connection.line();
    for (int count = 0; !line.isEmpty(); count++) {
      int colon = line.indexOf(':');
      if (colon <= 0 || count == MOST_FIELDS) {
        throw new ProtocolException("'" + Request.shown(line) + "' (expected: <name>: <value>)");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.merge(name, line.substring(colon + 1).strip(), (one, two) -> one + ", " + two);
      line = connection.line();
    }
    return new Head(matcher.group(1).equals("0"), Integer.parseInt(matcher.group(2)), fields);
  }

  /** The next one that is not 1xx. */
  static Head readFinal(Connection connection) throws IOException {
    Head head = read(connection);
    while (head.isInterim()) {
      head = read(connection);
    }
    return head;
  }

  boolean isInterim() {
    return status < 200;
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean chunked() {
    return field("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked");
  }

  /** -1 if there is none. */
  long contentLength() throws ProtocolException {
    String text = field("content-length");
    if (!text.matches("[0-9]{0,18}")) {
      throw new ProtocolException("Content-Length: " + text + " (expected: a number)");
    }
    return text.isEmpty() ? -1 : Long.parseLong(text);
  }

  /** Whether the server takes no further request on this connection. */
  boolean close() {
    String connection = field("connection").toLowerCase(Locale.ROOT);
    return connection.contains("close") || (http10 && !connection.contains("keep-alive"));
  }
}

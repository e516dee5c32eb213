package io.probeagent.rollout.traffic;

import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of a subscription: {@code data: <n>} and an empty line each, none left out. */
final class Events {
  private static final Pattern EVENT = Pattern.compile("data: ([0-9]{1,18})");
  private static final String END = "\n\n";

  private final StringBuilder rest = new StringBuilder();
  private long last;
  private int count;

  void take(String text) throws ProtocolException {
    rest.append(text);
    for (int end = rest.indexOf(END); end >= 0; end = rest.indexOf(END)) {
      event(rest.substring(0, end));
      rest.delete(0, end + END.length());
    }
  }

  private void event(String text) throws ProtocolException {
    Matcher matcher = EVENT.matcher(text);
    if (!matcher.matches()) {
      throw new ProtocolException("'" + Request.shown(text) + "' (expected: data: <number>)");
    }
    long number = Long.parseLong(matcher.group(1));
    if (count > 0 && number != last + 1) {
      throw new ProtocolException("event " + number + " (expected: " + (last + 1) + ")");
    }
    last = number;
    count++;
  }

  /** Of the whole events so far. */
  int count() {
    return count;
  }

  boolean isBetweenTwo() {
    return rest.isEmpty();
  }
}

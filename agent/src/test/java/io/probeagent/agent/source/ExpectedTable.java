package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's table of sockets, read a second time: slowly, by patterns. */
final class ExpectedTable {
  private static final int LONGEST_LINE = 8191;
  private static final Pattern NOTHING = Pattern.compile("(?s) *(?:s.*)?");
  private static final Pattern LINE =
      Pattern.compile(
          "(?s) *[0-9]+: (?:(?=.{8}:).{8}|(?!.{8}:).{32}):(?<port>[0-9A-Fa-f]{4}) "
              + "(?<remote>.*)");
  private static final Pattern STATE =
      Pattern.compile("(?s):.{4} (?<state>[0-9A-Fa-f]{2})(?<rest>| .*)");
  private static final Pattern INODE =
      Pattern.compile("(?s)(?: *+[^ ]*+){5} *+(?<inode>[0-9]{1,18}+)(?: .*)?");

  private final Map<Integer, TreeSet<Long>> listeners = new HashMap<>();
  private final Map<Integer, Integer> connections = new HashMap<>();
  private int malformed;

  ExpectedTable(String file) {
    String[] lines = file.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      if (last ? !lines[i].isEmpty() : !isRead(lines[i])) {
        malformed++;
      }
    }
  }

  Ports ports(int port) {
    List<Long> sockets = List.copyOf(listeners.getOrDefault(port, new TreeSet<>()));
    return new Ports(
        sockets.isEmpty() ? List.of(port) : List.of(),
        sockets.stream().limit(TcpTable.MOST_SOCKETS).toList(),
        connections.getOrDefault(port, 0));
  }

  int malformed() {
    return malformed;
  }

  private boolean isRead(String line) {
    if (line.length() > LONGEST_LINE) {
      return false;
    }
    if (NOTHING.matcher(line).matches()) {
      return true;
    }
    Matcher local = LINE.matcher(line);
    if (!local.matches()) {
      return false;
    }
    String remote = local.group("remote");
    int width = local.start("port") - 1 - line.indexOf(": ") - 2;
    Matcher state = STATE.matcher(remote.length() < width ? "" : remote.substring(width));
    return state.matches()
        && counts(
            Integer.parseInt(local.group("port"), 16),
            Integer.parseInt(state.group("state"), 16),
            state.group("rest"));
  }

  private boolean counts(int port, int state, String rest) {
    if (port != 8080 && port != 8081) {
      return true;
    }
    if (state == 1 || state == 8) {
      connections.merge(port, 1, Integer::sum);
    } else if (state == 10) {
      Matcher inode = INODE.matcher(rest);
      if (!inode.matches()) {
        return false;
      }
      long number = Long.parseLong(inode.group("inode"));
      listeners.computeIfAbsent(port, p -> new TreeSet<>()).add(number);
    }
    return true;
  }
}

package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.Ports;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who listens on some ports, and how many connections they have: filled from the lines of {@code
 * /proc/net/tcp} and {@code tcp6}. Only the local side of a line counts, so a connection within the
 * pod counts once.
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
 *    0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 5417 1 …
 *    1: 0100007F:1F90 0100007F:C9A2 01 00000000:00000000 00:00000000 00000000  1000        0 5420 1 …
 * </pre>
 *
 * The form is that of the kernel's {@code proc_net_tcp.rst}; addresses have 8 digits, or 32 in
 * {@code tcp6}. A line that is not of that form costs that line. Nothing is made per line.
 */
final class TcpTable {
  /** More listeners than any app has: what is known of an app is written to the state file. */
  static final int MOST_SOCKETS = 1024;

  // net/tcp_states.h
  private static final int ESTABLISHED = 0x01;
  private static final int CLOSE_WAIT = 0x08;
  private static final int LISTEN = 0x0A;

  /** Digits of a number that cannot overflow a long. */
  private static final int MOST_DIGITS = 18;

  private static final int STATE_TO_INODE = 5;

  private final int[] ports;
  private final int[] connections;
  private final long[][] sockets;
  private final int[] listeners;
  private int malformed;
  private boolean skipping;
  private boolean cut;

  /** One without a line, of the ports of interest. */
  TcpTable(Set<Integer> ports) {
    this.ports = new int[ports.size()];
    int at = 0;
    for (int port : new TreeSet<>(ports)) {
      this.ports[at++] = port;
    }
    connections = new int[this.ports.length];
    sockets = new long[this.ports.length][2];
    listeners = new int[this.ports.length];
  }

  /**
   * Takes the whole lines at the beginning of {@code bytes} in.
   *
   * @return where the first line begins that does not end before {@code length}
   */
  int take(byte[] bytes, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        if (!skipping) {
          line(bytes, start, i);
        }
        skipping = false;
        start = i + 1;
      }
    }
    return start;
  }

  /** What follows, up to the end of its line, is the rest of one that is too long to be read. */
  void skipLine() {
    malformed += skipping ? 0 : 1;
    skipping = true;
  }

  /** There were more lines than are read. */
  void cutOff() {
    cut = true;
  }

  /** How many lines could not be read. */
  int malformed() {
    return malformed;
  }

  /** Whether not every line was read. */
  boolean isCut() {
    return cut;
  }

  /** Whether every line was understood: else a listener that is not seen may well be there. */
  boolean isWhole() {
    return malformed == 0 && !cut;
  }

  /** What it says of the ports of one app. */
  Ports of(List<Integer> wanted) {
    return of(wanted, List.of());
  }

  /** Likewise; of the ports that are only counted it says nothing but who is connected. */
  Ports of(List<Integer> wanted, List<Integer> counted) {
    List<Integer> closed = new ArrayList<>();
    SortedSet<Long> inodes = new TreeSet<>();
    int open = 0;
    for (int port : wanted) {
      int at = Arrays.binarySearch(ports, port);
      if (at < 0 || listeners[at] == 0) {
        closed.add(port);
      }
      for (int i = 0; at >= 0 && i < listeners[at]; i++) {
        inodes.add(sockets[at][i]);
      }
      open += at < 0 ? 0 : connections[at];
    }
    for (int port : counted) {
      int at = Arrays.binarySearch(ports, port);
      open += at < 0 ? 0 : connections[at];
    }
    List<Long> kept = new ArrayList<>(inodes);
    return new Ports(closed, kept.subList(0, Math.min(kept.size(), MOST_SOCKETS)), open);
  }

  private void line(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    if (at == to || bytes[at] == 's') {
      return; // the heading, or nothing
    }
    int local = afterNumber(bytes, at, to);
    int width = local < 0 ? -1 : width(bytes, local, to);
    int remote = local + width + 6; // behind the colon, the port's four digits and a space
    int state = remote + width + 6;
    if (width < 0
        || state + 2 > to
        || bytes[remote - 1] != ' '
        || bytes[remote + width] != ':'
        || bytes[state - 1] != ' ') {
      malformed++;
      return;
    }
    int port = hex(bytes, local + width + 1, 4);
    int is = hex(bytes, state, 2);
    if (port < 0 || is < 0 || (state + 2 < to && bytes[state + 2] != ' ')) {
      malformed++;
      return;
    }
    int index = Arrays.binarySearch(ports, port);
    if (index < 0) {
      return;
    }
    // A client that has closed its half (CLOSE_WAIT here) still waits for its answer. One that is
    // being opened (SYN_RECV) has asked for nothing; in FIN_WAIT and beyond, the app has answered
    // and has closed; TIME_WAIT belongs to nobody.
    if (is == ESTABLISHED || is == CLOSE_WAIT) {
      connections[index]++;
    } else if (is == LISTEN) {
      listener(index, inode(bytes, state + 2, to));
    }
  }

  private void listener(int index, long inode) {
    if (inode < 0) {
      malformed++;
    } else if (listeners[index] < MOST_SOCKETS) {
      if (listeners[index] == sockets[index].length) {
        sockets[index] = Arrays.copyOf(sockets[index], 2 * listeners[index]);
      }
      sockets[index][listeners[index]++] = inode;
    }
  }

  /** Behind {@code 12: }; negative if that is not there. */
  private static int afterNumber(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
    boolean there = at > from && at + 1 < to && bytes[at] == ':' && bytes[at + 1] == ' ';
    return there ? at + 2 : -1;
  }

  /** Digits of an address: 8 or 32; negative if it is none. */
  private static int width(byte[] bytes, int from, int to) {
    if (from + 8 < to && bytes[from + 8] == ':') {
      return 8;
    }
    return from + 32 < to && bytes[from + 32] == ':' ? 32 : -1;
  }

  /** The number behind five more fields; negative if there is none. */
  private static long inode(byte[] bytes, int from, int to) {
    int at = from;
    for (int field = 0; field <= STATE_TO_INODE; field++) {
      while (at < to && bytes[at] == ' ') {
        at++;
      }
      if (field < STATE_TO_INODE) {
        while (at < to && bytes[at] != ' ') {
          at++;
        }
      }
    }
    long inode = 0;
    int start = at;
    while (at < to && isDigit(bytes[at])) {
      inode = 10 * inode + bytes[at] - '0';
      at++;
      if (at - start > MOST_DIGITS) {
        return -1;
      }
    }
    return at > start && (at == to || bytes[at] == ' ') ? inode : -1;
  }

  private static int hex(byte[] bytes, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = 16 * value + digit;
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}

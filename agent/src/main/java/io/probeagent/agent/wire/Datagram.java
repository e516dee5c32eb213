package io.probeagent.agent.wire;

import java.util.Arrays;
import java.util.List;

/** What one sd_notify datagram turned out to be, by the rules of systemd's manager. */
public sealed interface Datagram {
  /** Lines that count. */
  record Heard(Message message) implements Datagram {}

  /**
   * Ignored as a whole.
   *
   * @param kind {@code too_long}, {@code nul} or {@code barrier}
   * @param why for people: what was found, and what was expected
   */
  record Refused(String kind, String why) implements Datagram {}

  /**
   * Reads a datagram. Never throws.
   *
   * @param bytes all of it, or more than {@link Grammar#MAX_BYTES} bytes of it
   */
  static Datagram read(byte[] bytes) {
    if (bytes.length > Grammar.MAX_BYTES) {
      return new Refused(
          "too_long", "a datagram has more than " + Grammar.MAX_BYTES + " bytes (expected: fewer)");
    }
    // Some senders count the end of their C string in.
    int length = bytes.length;
    boolean ended = length > 0 && bytes[length - 1] == 0;
    byte[] text = ended ? Arrays.copyOf(bytes, length - 1) : bytes;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        return new Refused(
            "nul", "byte " + i + " of " + length + " is NUL (expected: at most the last)");
      }
    }
    List<String> lines = Message.lines(text);
    return lines.contains("BARRIER=1") && lines.size() > 1
        ? new Refused("barrier", "BARRIER=1 among " + lines.size() + " lines (expected: alone)")
        : new Heard(Message.of(lines));
  }
}

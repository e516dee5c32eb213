package io.probeagent.rollout.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.probeagent.rollout.record.Failure;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param body empty for none
 * @param askedMs that the server is asked to take for it
 * @param expected body of the answer; null if any will do
 */
record Request(String method, String path, String body, int askedMs, @Nullable String expected) {
  private static final int SHOWN = 60;

  long asked() {
    return TimeUnit.MILLISECONDS.toNanos(askedMs);
  }

  /** As HTTP/1.1 has it, body included. */
  byte[] bytes(boolean close) {
    return (head(body.length(), close ? "Connection: close\r\n" : "") + body).getBytes(ISO_8859_1);
  }

  /** The head for a body of that size; further header lines each end with CRLF. */
  String head(int length, String further) {
    // RFC 9110, 8.6: a length of 0 is said only where the method anticipates a body.
    boolean bodiless = length == 0 && (method.equals("GET") || method.equals("HEAD"));
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: service\r\nUser-Agent: rollout\r\nAccept: */*\r\n"
        + further
        + (bodiless ? "" : "Content-Length: " + length + "\r\n")
        + "\r\n";
  }

  /** Null if that is a good answer. */
  @Nullable Failure judge(int status, String answer) {
    if (status < 200 || status >= 400) {
      return new Failure(Failure.Kind.STATUS, (status + " " + shown(answer)).trim());
    }
    if (expected == null || (status == 200 && expected.equals(answer))) {
      return null;
    }
    return new Failure(
        Failure.Kind.PROTOCOL,
        String.format("%d '%s' (expected: 200 '%s')", status, shown(answer), shown(expected)));
  }

  /** The beginning of a text, on one line. */
  static String shown(String text) {
    String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " | ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}

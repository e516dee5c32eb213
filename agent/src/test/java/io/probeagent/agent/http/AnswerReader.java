package io.probeagent.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpRequest;
import io.probeagent.agent.fuzz.Holds;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that takes nothing but whole, well-formed answers to what was asked. */
final class AnswerReader {
  private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final Pattern HEAD =
      Pattern.compile(
          "HTTP/1\\.1 (\\d{3}) [A-Z][A-Za-z ]+\r\n"
              + "Content-Type: [a-z]+/[a-z-]+[ -~]*\r\n"
              + "Content-Length: (\\d+)\r\n"
              + "Cache-Control: no-store\r\n"
              + "X-Content-Type-Options: nosniff\r\n"
              + "(?:Allow: [A-Z, ]+\r\n)?"
              + "Connection: (close|keep-alive)\r\n\r\n");
  private static final List<Integer> STATUS =
      List.of(200, 400, 403, 404, 405, 413, 414, 429, 431, 503);

  private final List<HttpRequest> asked;
  private int count;
  private boolean last;

  AnswerReader(List<HttpRequest> asked) {
    this.asked = asked;
  }

  /** Reads answers; none may be cut off. */
  void read(byte[] bytes) {
    String rest = new String(bytes, UTF_8);
    while (!rest.isEmpty()) {
      rest = rest.startsWith(GO_ON) ? rest.substring(GO_ON.length()) : answer(rest);
    }
  }

  /** How many were final. */
  int count() {
    return count;
  }

  /** Whether one said that nothing follows it. */
  boolean sawLast() {
    return last;
  }

  private String answer(String text) {
    Holds.that(!last, () -> "behind the last answer: " + text);
    Matcher head = HEAD.matcher(text);
    Holds.that(head.lookingAt(), () -> "not an answer: " + text);
    Holds.that(count < asked.size(), () -> "nobody asked for: " + text);
    int status = Integer.parseInt(head.group(1));
    Holds.that(STATUS.contains(status), () -> "an odd status: " + text);
    HttpRequest request = asked.get(count++);
    last = head.group(3).equals("close");
    boolean bare = request.decoderResult().isSuccess() && request.method().name().equals("HEAD");
    byte[] body = text.substring(head.end()).getBytes(UTF_8);
    int length = bare ? 0 : Integer.parseInt(head.group(2));
    Holds.that(length <= body.length, () -> "a body that is cut off: " + text);
    return new String(body, length, body.length - length, UTF_8);
  }

  @Override
  public String toString() {
    return count + " answers to " + asked;
  }
}

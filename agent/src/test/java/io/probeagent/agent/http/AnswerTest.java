package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

  @Test
  void aGoodAnswerIsHeadAndBodyInOnePiece() {
    assertThat(text(Answer.text(200, "ok\n"), true, false))
        .isEqualTo(
            crlf(
                    """
                HTTP/1.1 200 OK
                Content-Type: text/plain; charset=utf-8
                Content-Length: 3
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                Connection: close

                """)
                + "ok\n");
  }

  @Test
  void aBadAnswerTellsWhy() {
    assertThat(text(Answer.text(503, "web not ready: warming up\n"), false, false))
        .isEqualTo(
            crlf(
                    """
                HTTP/1.1 503 Service Unavailable
                Content-Type: text/plain; charset=utf-8
                Content-Length: 26
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                Connection: keep-alive

                """)
                + "web not ready: warming up\n");
  }

  @Test
  void theAnswerToHeadHasTheLengthButNotTheBody() {
    assertThat(text(Answer.json(200, bytes("{}\n")), true, true))
        .isEqualTo(
            crlf(
                """
                HTTP/1.1 200 OK
                Content-Type: application/json
                Content-Length: 3
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                Connection: close

                """));
  }

  @Test
  void oneMoreHeaderStandsBehindTheOthers() {
    assertThat(text(Answer.text(405, "no\n", "Allow: GET\r\n"), true, false))
        .isEqualTo(
            crlf(
                    """
                HTTP/1.1 405 Method Not Allowed
                Content-Type: text/plain; charset=utf-8
                Content-Length: 3
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                Allow: GET
                Connection: close

                """)
                + "no\n");
  }

  @Test
  void theLengthIsCountedInBytes() {
    assertThat(text(Answer.text(503, "läuft nicht €\n"), true, false))
        .contains("\r\nContent-Length: 17\r\n")
        .endsWith("\r\n\r\nläuft nicht €\n");
  }

  @ParameterizedTest
  @CsvSource({
    "200, OK",
    "400, Bad Request",
    "403, Forbidden",
    "404, Not Found",
    "405, Method Not Allowed",
    "413, Content Too Large",
    "414, URI Too Long",
    "429, Too Many Requests",
    "431, Request Header Fields Too Large",
    "503, Service Unavailable",
  })
  void everyStatusHasItsPhrase(int status, String phrase) {
    Answer answer = Answer.text(status, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer, true, false)).startsWith("HTTP/1.1 " + status + " " + phrase + "\r\n");
  }

  @Test
  void itCanBeWrittenAsOftenAsItIsAskedFor() {
    Answer answer = Answer.text(200, "ok\n");
    for (int i = 0; i < 3; i++) {
      ByteBuf buffer = answer.buffer(true, false);
      assertThat(buffer.toString(StandardCharsets.UTF_8)).endsWith("\r\n\r\nok\n");
      buffer.skipBytes(buffer.readableBytes()).release();
    }
    answer.release();
  }

  @Test
  void itsMemoryIsGivenBackWhenTheLastWriteHasEnded() {
    Answer answer = Answer.text(200, "ok\n");
    ByteBuf closing = answer.buffer(true, false);
    ByteBuf keeping = answer.buffer(false, true);

    answer.release();

    assertThat(closing.toString(StandardCharsets.UTF_8)).endsWith("ok\n");
    assertThat(closing.release()).isTrue();
    assertThat(keeping.release()).isTrue();
  }

  private static String text(Answer answer, boolean close, boolean headOnly) {
    ByteBuf buffer = answer.buffer(close, headOnly);
    String text = buffer.toString(StandardCharsets.UTF_8);
    buffer.release();
    answer.release();
    return text;
  }

  private static String crlf(String lines) {
    return lines.replace("\n", "\r\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

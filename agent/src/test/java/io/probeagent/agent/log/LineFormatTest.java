package io.probeagent.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.config.Config.Level;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One event is one line, whatever is in it. */
final class LineFormatTest {
  private static final Instant AT = Instant.parse("2026-11-22T14:00:00.123999Z");

  @Test
  void aJsonLineLooksLikeThis() {
    assertThat(LineFormat.JSON.line(AT, Level.INFO, "transition", fields("app", "web", "n", 3), 0))
        .isEqualTo(
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"transition\","
                + "\"app\":\"web\",\"n\":3}");
  }

  @Test
  void aTextLineLooksLikeThis() {
    assertThat(LineFormat.TEXT.line(AT, Level.WARN, "transition", fields("app", "web", "n", 3), 0))
        .isEqualTo("2026-11-22T14:00:00.123Z WARN transition app=web n=3");
  }

  @Test
  void theTimeHasMillisecondsOrNone() {
    Instant whole = Instant.parse("2026-11-22T14:00:00Z");

    assertThat(LineFormat.TEXT.line(whole, Level.INFO, "e", fields(), 0))
        .isEqualTo("2026-11-22T14:00:00Z INFO e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say \"hi\"",
        "back\\slash",
        "two\nlines\r\n",
        "tab\tand\0nul",
        "\u001b[31mred",
        "\u2028separator",
        "emoji 🦔 ü",
        "",
        "</script>{}",
      })
  void aJsonLineGivesBackWhatWasPutIn(String text) throws IOException {
    String line = LineFormat.JSON.line(AT, Level.INFO, "e", fields("text", text), 0);

    assertThat(new ObjectMapper().readTree(line).get("text").asText()).isEqualTo(text);
    assertThat(line.chars()).noneMatch(c -> c < ' ');
  }

  @Test
  void numbersAndTruthsStayWhatTheyAre() throws IOException {
    Object[] fields = fields("long", Long.MIN_VALUE, "int", 7, "truth", true, "text", "7");
    JsonNode json = json(fields);

    assertThat(json.get("long").isNumber()).isTrue();
    assertThat(json.get("long").longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(json.get("int").isNumber()).isTrue();
    assertThat(json.get("truth").isBoolean()).isTrue();
    assertThat(json.get("text").isTextual()).isTrue();
  }

  @Test
  void aMapIsAnObject() throws IOException {
    Map<String, String> map = new TreeMap<>(Map.of("b", "2", "a", "1"));

    assertThat(json(fields("config", map)).get("config").toString())
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void whateverElseItIsIsItsText() throws IOException {
    assertThat(json(fields("level", Level.DEBUG)).get("level").asText()).isEqualTo("DEBUG");
  }

  @Test
  void aLineTellsHowManyWereDroppedBeforeIt() {
    assertThat(LineFormat.JSON.line(AT, Level.INFO, "e", fields("a", 1), 12))
        .endsWith("\"a\":1,\"dropped\":12}");
    assertThat(LineFormat.TEXT.line(AT, Level.INFO, "e", fields("a", 1), 12))
        .endsWith(" a=1 dropped=12");
  }

  @Test
  void textIsQuotedWhereABlankWouldCutIt() {
    assertThat(
            LineFormat.TEXT.line(
                AT, Level.INFO, "e", fields("a", "two words", "b", "", "c", "say \"hi\" now"), 0))
        .endsWith(" a=\"two words\" b=\"\" c=\"say 'hi' now\"");
  }

  @Test
  void textCannotBeginALineOfItsOwnNorSpeakToTheTerminal() {
    assertThat(
            LineFormat.TEXT.line(
                AT, Level.INFO, "e", fields("a", "x\r\n2026 FAKE", "b", "\u001b[31mred🦔"), 0))
        .endsWith(" a=\"x  2026 FAKE\" b=\" [31mred🦔\"");
  }

  private static JsonNode json(Object[] fields) throws IOException {
    return new ObjectMapper().readTree(LineFormat.JSON.line(AT, Level.INFO, "e", fields, 0));
  }

  private static Object[] fields(Object... keysAndValues) {
    return keysAndValues;
  }
}

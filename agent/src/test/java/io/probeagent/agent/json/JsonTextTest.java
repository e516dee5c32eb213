package io.probeagent.agent.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  @Test
  void allThatCanBeWritten() {
    JsonText json = new JsonText();
    json.writeStartObject();
    json.writeStringField("text", "ends with {");
    json.writeNumberField("number", -1);
    json.writeBooleanField("truth", true);
    json.writeObjectFieldStart("nothing");
    json.writeEndObject();
    json.writeArrayFieldStart("all");
    json.writeString("a:");
    json.writeNumber(Long.MIN_VALUE);
    json.writeBoolean(false);
    json.writeStartObject();
    json.writeEndObject();
    json.writeStartObject();
    json.writeFieldName("inner");
    json.writeNumber(1);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();

    assertThat(json)
        .hasToString(
            "{\"text\":\"ends with {\",\"number\":-1,\"truth\":true,\"nothing\":{},"
                + "\"all\":[\"a:\",-9223372036854775808,false,{},{\"inner\":1}]}");
  }

  @Test
  void everyCharacterIsReadBackByJackson() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MIN_SURROGATE; c++) {
      all.append(c);
    }
    all.append("\uD83D\uDE00");
    JsonText json = new JsonText();
    json.writeStartObject();
    json.writeStringField("all", all.toString());
    json.writeEndObject();

    JsonNode read = new ObjectMapper().readTree(json.bytes());

    assertThat(read.path("all").asText()).isEqualTo(all.toString());
  }

  @Test
  void itIsEscapedAsJacksonDoes() throws Exception {
    StringBuilder ascii = new StringBuilder();
    for (char c = 0; c < 128; c++) {
      ascii.append(c);
    }
    JsonText json = new JsonText();
    json.writeString(ascii.toString());

    assertThat(json).hasToString(new ObjectMapper().writeValueAsString(ascii.toString()));
  }
}

package io.probeagent.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The state of apps for people.
 *
 * <pre>
 * web  READY  since 2026-11-22T14:00:00Z (READY=1)
 *   startup ok, live ok, ready ok
 *   instance 2 (4f2a), lease held, 3 in flight
 *   ports closed: 8081, 12 connections
 * </pre>
 */
final class StatusText {
  private StatusText() {}

  static String of(String json) throws IOException {
    JsonNode state;
    try {
      state = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("its answer is not JSON: " + e.getOriginalMessage(), e);
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode app : state.path("apps")) {
      app(text, app);
    }
    for (JsonNode error : state.path("source_errors")) {
      text.append("  ")
          .append(error.path("count").asText())
          .append(" × ")
          .append(error.path("source").asText())
          .append(' ')
          .append(error.path("kind").asText())
          .append(", last: ")
          .append(error.path("last").asText())
          .append('\n');
    }
    return text.toString();
  }

  private static void app(StringBuilder text, JsonNode app) {
    text.append(app.path("app").asText())
        .append("  ")
        .append(app.path("phase").asText())
        .append("  since ")
        .append(app.path("since").asText())
        .append(" (")
        .append(app.path("cause").asText())
        .append(")\n  ");
    String comma = "";
    for (String probe : new String[] {"startup", "live", "ready"}) {
      JsonNode verdict = app.path(probe);
      text.append(comma).append(probe).append(verdict.path("ok").asBoolean() ? " ok" : " no: ");
      text.append(verdict.path("reason").asText(""));
      comma = ", ";
    }
    text.append('\n');
    JsonNode instance = app.path("instance");
    if (instance.isObject()) {
      text.append("  instance ").append(instance.path("number").asText());
      text.append(" (").append(instance.path("id").asText()).append("), lease ");
      text.append(instance.path("lease").asText());
      if (instance.has("in_flight")) {
        text.append(", ").append(instance.path("in_flight").asText()).append(" in flight");
      }
      text.append('\n');
    }
    JsonNode ports = app.path("ports");
    if (ports.isObject()) {
      text.append("  ports ").append(open(ports.path("closed"))).append(", ");
      text.append(ports.path("connections").asText()).append(" connections\n");
    }
    JsonNode drain = app.path("drain");
    if (drain.isObject()) {
      text.append("  drain");
      for (Map.Entry<String, JsonNode> entry : drain.properties()) {
        text.append(' ').append(entry.getKey()).append('=').append(entry.getValue().asText());
      }
      text.append('\n');
    }
  }

  private static String open(JsonNode closed) {
    StringJoiner ports = new StringJoiner(", ", "closed: ", "").setEmptyValue("all open");
    closed.forEach(port -> ports.add(port.asText()));
    return ports.toString();
  }
}

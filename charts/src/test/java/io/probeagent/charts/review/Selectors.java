package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which pods a document means. */
public final class Selectors {
  // Where the kinds that the charts render keep them.
  private static final List<String> PLACES =
      List.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels");

  private Selectors() {}

  /** The labels that each selector of a document asks for. */
  public static List<JsonNode> of(JsonNode document) {
    Stream<JsonNode> found =
        document.path("kind").asText().equals("Service")
            ? Stream.of(document.at("/spec/selector"))
            : PLACES.stream().map(document::at);
    return found.filter(selector -> !selector.isMissingNode()).toList();
  }

  public static boolean contains(JsonNode labels, JsonNode selector) {
    return selector.properties().stream()
        .map(Map.Entry::getKey)
        .allMatch(key -> selector.path(key).equals(labels.path(key)));
  }
}

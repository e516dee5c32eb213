package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and labels, wherever they stand. */
final class NameRules {
  private static final Pattern DNS = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern LABEL_KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  private NameRules() {}

  static void judge(List<JsonNode> documents, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (JsonNode document : documents) {
      String name = document.at("/metadata/name").asText();
      String where = document.path("kind").asText() + '/' + name;
      findings.unless(DNS.matcher(name).matches(), where, "the name is no DNS label");
      findings.unless(
          !where.startsWith("Service/") || !Character.isDigit(name.charAt(0)),
          where,
          "the name of a Service begins with a letter");
      findings.unless(seen.add(where), where, "is there twice");
      JsonNode labels = document.at("/metadata/labels");
      for (String recommended : List.of("name", "instance", "version", "managed-by")) {
        findings.unless(
            labels.has("app.kubernetes.io/" + recommended),
            where,
            "has no label app.kubernetes.io/" + recommended);
      }
      labels(document, where, findings);
    }
  }

  private static void labels(JsonNode node, String where, Findings findings) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().matches("labels|matchLabels")) {
        for (Map.Entry<String, JsonNode> label : field.getValue().properties()) {
          findings.unless(
              LABEL_KEY.matcher(label.getKey()).matches()
                  && LABEL.matcher(label.getValue().asText()).matches(),
              where,
              "no label: " + label);
        }
      }
      labels(field.getValue(), where, findings);
    }
    if (node.isArray()) {
      node.forEach(element -> labels(element, where, findings));
    }
  }
}

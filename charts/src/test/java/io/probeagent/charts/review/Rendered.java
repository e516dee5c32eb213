package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The documents of one rendering, and how they mean each other. */
record Rendered(List<JsonNode> documents, Findings findings) {

  /** The lasting pods that a selector means; none is a finding, and so is another's pod. */
  Set<Pod> pods(JsonNode selector, String where) {
    Set<Pod> selected = new HashSet<>();
    for (JsonNode document : documents) {
      Pod.of(document)
          .filter(pod -> Selectors.contains(pod.metadata().path("labels"), selector))
          .ifPresent(selected::add);
    }
    findings.unless(!selector.isEmpty() && !selected.isEmpty(), where, "selects no pod");
    for (Pod pod : selected) {
      // A Job serves nobody, yet is to be left alone.
      boolean job = where.startsWith("NetworkPolicy/") && pod.name().startsWith("Job/");
      boolean meant = job || !pod.ends();
      findings.unless(meant, where, "selects " + pod.name() + " as well");
    }
    return selected;
  }

  Stream<JsonNode> all(String kind) {
    return documents.stream().filter(one -> one.path("kind").asText().equals(kind));
  }

  boolean exists(String kind, String name) {
    return all(kind).anyMatch(one -> one.at("/metadata/name").asText().equals(name));
  }

  static String where(JsonNode document) {
    return document.path("kind").asText() + '/' + document.at("/metadata/name").asText();
  }
}

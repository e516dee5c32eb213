package io.probeagent.charts.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** All that alerts and dashboard ask of Prometheus. */
final class Expressions {
  // A metric of ours, with what is asked of its labels.
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:probe_agent|sample_app)_\\w+)(?:\\{([^}]*)\\})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  /** What Prometheus puts on every series of a pod. */
  private static final Set<String> TARGET =
      Set.of("job", "namespace", "pod", "endpoint", "container");

  private Expressions() {}

  static List<String> ofAlerts() {
    return Monitoring.alerts().stream().map(alert -> alert.path("expr").asText()).toList();
  }

  static List<String> ofDashboard() {
    List<String> expressions = new ArrayList<>();
    for (JsonNode target : Monitoring.dashboard().findValues("targets")) {
      target.forEach(one -> expressions.add(one.path("expr").asText()));
    }
    return expressions;
  }

  /** Each metric that is named, and each of its own labels as {@code metric{label}}. */
  static Set<String> names(List<String> expressions) {
    Set<String> names = new TreeSet<>();
    for (String expression : expressions) {
      for (MatchResult found : SELECTOR.matcher(expression).results().toList()) {
        names.add(found.group(1));
        String labels = found.group(2) == null ? "" : found.group(2);
        LABEL
            .matcher(labels)
            .results()
            .map(label -> label.group(1))
            .filter(label -> !TARGET.contains(label))
            .forEach(label -> names.add(found.group(1) + '{' + label + '}'));
      }
    }
    return names;
  }

  /** The same of a page of metrics. */
  static Set<String> told(String page) {
    return names(page.lines().filter(line -> !line.startsWith("#")).toList());
  }
}

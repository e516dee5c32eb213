package io.probeagent.charts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The classes of one version of an API. Each version has a class loader of its own, since all of
 * them call their classes the same.
 */
public final class Models {
  // What the operator's description demands and its Java classes do not tell.
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "PodMonitorSpec", List.of("podMetricsEndpoints", "selector"),
          "PrometheusRuleSpec", List.of("groups"),
          "RuleGroup", List.of("name", "rules"),
          "Rule", List.of("expr"));

  private static final Models OLDEST = kubernetes("oldest");
  private static final Models NEWEST = kubernetes("newest");
  private static final Models OPERATOR =
      new Models("operator", "io.fabric8.openshift.api.model.monitoring.v1.");

  private final String folder;
  private final String prefix;
  private final ClassLoader loader;

  private Models(String folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
    loader =
        new URLClassLoader(
            Folder.files(Folder.CHARTS.resolve("target/models/" + folder), ".jar").stream()
                .map(Models::url)
                .toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader());
  }

  private static Models kubernetes(String folder) {
    return new Models(folder, "io.kubernetes.client.openapi.models.");
  }

  /**
   * What is wrong with the document in the oldest or the newest Kubernetes; nothing: it is valid.
   */
  public static List<String> problems(JsonNode document) {
    List<String> problems = new ArrayList<>();
    String group = document.path("apiVersion").asText();
    if (group.equals("monitoring.coreos.com/v1")) {
      OPERATOR.judge(document, document.path("kind").asText(), problems);
    } else {
      // V1Deployment, V2HorizontalPodAutoscaler: the group is not part of a class's name.
      String version = group.substring(group.indexOf('/') + 1).toUpperCase(Locale.ROOT);
      String name = version + document.path("kind").asText();
      OLDEST.judge(document, name, problems);
      NEWEST.judge(document, name, problems);
    }
    return problems;
  }

  private void judge(JsonNode document, String name, List<String> problems) {
    Optional<Class<?>> type = type(name);
    if (type.isEmpty()) {
      problems.add(folder + ": " + name + " is not known");
      return;
    }
    List<String> found = new ArrayList<>();
    new Shape(Models::required, found).check(document, type.get(), document.path("kind").asText());
    found.forEach(problem -> problems.add(folder + ": " + problem));
  }

  private Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(prefix + name, true, loader));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static List<String> required(Class<?> type) {
    try {
      Object names = type.getField("openapiRequiredFields").get(null);
      return names instanceof Iterable<?> some ? strings(some) : List.of();
    } catch (NoSuchFieldException e) {
      return REQUIRED.getOrDefault(type.getSimpleName(), List.of());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> strings(Iterable<?> names) {
    List<String> strings = new ArrayList<>();
    names.forEach(name -> strings.add(name.toString()));
    strings.sort(String::compareTo);
    return strings;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

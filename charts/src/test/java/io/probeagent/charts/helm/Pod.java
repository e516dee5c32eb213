package io.probeagent.charts.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod, or the template of one.
 *
 * @param name of the resource that it is in, as {@code Deployment/web}
 * @param ends whether it is to end by itself, as a Job's
 */
public record Pod(String name, JsonNode metadata, JsonNode spec, boolean ends) {

  /** A container and the list that it is in. */
  public record Container(String list, JsonNode spec) {
    public String name() {
      return spec.path("name").asText();
    }

    public boolean isNativeSidecar() {
      return list.equals("initContainers") && spec.path("restartPolicy").asText().equals("Always");
    }

    /** The value of a variable, empty where it is not there or comes from elsewhere. */
    public Optional<String> env(String variable) {
      return Yaml.each(spec.path("env"))
          .filter(env -> env.path("name").asText().equals(variable) && env.has("value"))
          .map(env -> env.path("value").asText())
          .findFirst();
    }
  }

  /** The pod of a document, if its kind has one. */
  public static Optional<Pod> of(JsonNode document) {
    String kind = document.path("kind").asText();
    String name = kind + '/' + document.at("/metadata/name").asText();
    JsonNode pod =
        switch (kind) {
          case "Pod" -> document;
          case "CronJob" -> document.at("/spec/jobTemplate/spec/template");
          case "PodTemplate" -> document.path("template");
          default -> document.at("/spec/template");
        };
    return pod.has("spec")
        ? Optional.of(
            new Pod(name, pod.path("metadata"), pod.path("spec"), kind.matches("(Cron)?Job|Pod")))
        : Optional.empty();
  }

  /** All of them: what runs once, what runs always, and what is put in by hand. */
  public Stream<Container> containers() {
    return Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(list -> Yaml.each(spec.path(list)).map(one -> new Container(list, one)));
  }
}

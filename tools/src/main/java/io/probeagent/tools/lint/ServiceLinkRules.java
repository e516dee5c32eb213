package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Variables that a Service puts into pods, where an app takes them for its own settings. */
final class ServiceLinkRules {
  static final List<Rule> ALL =
      List.of(new Rule("service-link-collides", Severity.ERROR, ServiceLinkRules::collides));

  /**
   * An image that takes a variable for a setting which a Service of that name sets.
   *
   * @param image the end of the image's name
   * @param service the Service's name
   * @param then what the image does
   */
  private record Known(String image, String service, String then) {
    boolean isFor(String name) {
      return name.equals(image);
    }

    String variable() {
      return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known("cp-kafka", "kafka", "says that KAFKA_PORT is deprecated, and ends"),
          new Known(
              "cp-schema-registry",
              "schema-registry",
              "says that SCHEMA_REGISTRY_PORT is deprecated, and ends"),
          new Known(
              "cp-kafka-rest", "kafka-rest", "says that KAFKA_REST_PORT is deprecated, and ends"),
          new Known(
              "neo4j",
              "neo4j",
              "takes it for a setting of its own that it does not know, and ends"),
          new Known("superset", "superset", "takes it for the port to listen on, and ends"));

  private ServiceLinkRules() {}

  private static void collides(Scene scene, Findings findings) {
    if (scene.spec().get("enableServiceLinks").isFalse()) {
      return;
    }
    for (Container container : scene.workload().apps()) {
      KNOWN.stream()
          .filter(each -> each.isFor(container.imageName()))
          .filter(each -> container.env(each.variable()).isEmpty())
          .forEach(
              known ->
                  linked(scene, known)
                      .ifPresent(
                          service ->
                              findings.add(
                                  enable(scene),
                                  "%s puts %s=tcp://… into container %s, which %s"
                                      .formatted(
                                          service.title(),
                                          known.variable(),
                                          container.name(),
                                          known.then()),
                                  "enableServiceLinks: false")));
    }
  }

  private static Field enable(Scene scene) {
    return scene.spec().get("enableServiceLinks");
  }

  /** Headless ones set no variables. */
  private static Optional<Resource> linked(Scene scene, Known known) {
    return scene.all().resources("Service").stream()
        .filter(service -> scene.all().areBeside(service, scene.workload().resource()))
        .filter(service -> service.name().equals(known.service()))
        .filter(service -> !service.spec().get("clusterIP").is("None"))
        .findFirst();
  }
}

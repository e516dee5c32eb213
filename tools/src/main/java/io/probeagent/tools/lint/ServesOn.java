package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What in a manifest suggests that an app takes requests for a while after SIGTERM. */
final class ServesOn {
  private static final Pattern SETTING =
      Pattern.compile(
          "[-_a-z.]*(lame-?_?duck|shutdown-?_?(delay|wait|grace|initial)|drain-?_?(delay|time|wait|period)|requestacceptgrace)[-_a-z.]*",
          Pattern.CASE_INSENSITIVE);

  /** What its webhooks are always given; they go on for a drain time of their own. */
  private static final List<String> KNATIVE =
      List.of("SYSTEM_NAMESPACE", "CONFIG_LOGGING_NAME", "WEBHOOK_SERVICE_NAME");

  private ServesOn() {}

  /** Words for it, such as {@code its grace period of 60 s}. */
  static Optional<String> hint(Scene scene, Container container) {
    Optional<String> setting =
        words(container).flatMap(ServesOn::setting).findFirst().or(() -> configured(scene));
    if (setting.isPresent()) {
      return setting;
    }
    if (KNATIVE.stream().allMatch(name -> container.env(name).isPresent())) {
      return Optional.of("its environment of knative.dev/pkg");
    }
    Field grace = scene.spec().get("terminationGracePeriodSeconds");
    return grace.numberOr(30) > 30
        ? Optional.of("its grace period of %d s".formatted(grace.numberOr(30)))
        : Optional.empty();
  }

  private static Stream<String> words(Container container) {
    Stream<Field> words =
        Stream.of("command", "args").flatMap(name -> container.field().get(name).items().stream());
    Stream<Field> names =
        container.field().get("env").items().stream().map(entry -> entry.get("name"));
    return Stream.concat(words, names).flatMap(word -> word.text().stream());
  }

  private static Stream<String> setting(String word) {
    return SETTING.matcher(word).results().map(found -> found.group()).limit(1);
  }

  /** In a ConfigMap beside it that the pod mounts: the Corefile of CoreDNS is such a one. */
  private static Optional<String> configured(Scene scene) {
    return scene.spec().get("volumes").items().stream()
        .flatMap(volume -> volume.at("configMap", "name").text().stream())
        .flatMap(
            name ->
                scene.all().resources("ConfigMap").stream()
                    .filter(map -> map.name().equals(name))
                    .filter(map -> scene.all().areBeside(map, scene.workload().resource())))
        .flatMap(ServesOn::inside)
        .findFirst();
  }

  private static Stream<String> inside(Resource map) {
    return map.root().get("data").fields().stream()
        .flatMap(
            entry -> setting(entry.textOr("")).map(found -> found + " in its " + entry.name()));
  }
}

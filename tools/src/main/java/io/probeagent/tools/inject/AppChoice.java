package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which containers of a pod are its apps: those that are named; else the only one; else all that
 * are probed already; else the first that declares ports, or the first of all.
 */
final class AppChoice {
  private static final int MOST = 16;

  private AppChoice() {}

  static List<Container> of(List<Container> all, Wishes wishes) {
    if (all.isEmpty()) {
      throw new Unfit(Reason.NO_CONTAINER, "it has no containers");
    }
    List<String> names = wishes.names(Wish.CONTAINER);
    if (!names.isEmpty()) {
      return names.stream().distinct().map(name -> named(name, all)).toList();
    }
    if (all.size() == 1) {
      return all;
    }
    List<Container> probed = all.stream().filter(AppChoice::isProbed).limit(MOST).toList();
    if (!probed.isEmpty()) {
      return probed;
    }
    Optional<Container> serving =
        all.stream().filter(each -> !each.field().get("ports").items().isEmpty()).findFirst();
    return List.of(serving.orElse(all.get(0)));
  }

  private static boolean isProbed(Container container) {
    return Stream.of("readinessProbe", "livenessProbe", "startupProbe")
        .anyMatch(kind -> !container.probe(kind).isNull());
  }

  private static Container named(String name, List<Container> all) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Unfit(
                    Reason.NO_CONTAINER,
                    "it has no container %s (expected: one of %s)"
                        .formatted(
                            name, String.join(", ", all.stream().map(Container::name).toList()))));
  }
}

package io.probeagent.tools.inject;

import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Sidecar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wished for a pod, by flags and by its annotations.
 *
 * @param given by label, and settings of the agent by variable; each of its form
 */
record Wishes(Map<String, String> given, KubernetesVersion version) {
  private static final Map<Wish, String> SETTINGS =
      Map.of(
          Wish.APP_PORTS, "PROBE_APP_PORTS",
          Wish.DRAIN_DELAY, "PROBE_DRAIN_DELAY",
          Wish.TOKEN, "PROBE_CONTROL_TOKEN");

  /**
   * Reads wishes.
   *
   * @param from what comes before a label where it was given, for messages
   * @throws Unfit if one of them is not known, not of its form, or cannot be had
   */
  static Wishes read(Map<String, String> given, String from, KubernetesVersion version) {
    given.forEach(
        (label, text) -> {
          if (!label.startsWith("PROBE_")) {
            Wish.of(label)
                .orElseThrow(
                    () ->
                        new Unfit(
                            Reason.BAD_SETTING,
                            "%s%s is not known (expected: %s, or a setting PROBE_…)"
                                .formatted(from, label, Wish.labels())))
                .check(text, from);
          }
        });
    Wishes wishes = new Wishes(Map.copyOf(given), version);
    if (wishes.text(Wish.SIDECAR).filter("native"::equals).isPresent()
        && !version.hasNativeSidecars()) {
      throw new Unfit(
          Reason.BAD_SETTING,
          "Kubernetes %s knows no native sidecars (expected: 1.29 or later, or a regular one)"
              .formatted(version));
    }
    return wishes;
  }

  /** These with others over them. */
  Wishes and(Map<String, String> others, String from) {
    Map<String, String> all = new TreeMap<>(given);
    all.putAll(others);
    return read(all, from, version);
  }

  Optional<String> text(Wish wish) {
    return Optional.ofNullable(given.get(wish.label()));
  }

  boolean is(Wish wish) {
    return text(wish).filter("true"::equals).isPresent();
  }

  /** The names of a list; none if it is not given. */
  List<String> names(Wish wish) {
    return text(wish).map(text -> Arrays.asList(text.split(","))).orElse(List.of());
  }

  /** Whether one that takes names or a truth holds for a container. */
  boolean isFor(Wish wish, String container) {
    return is(wish) || names(wish).contains(container);
  }

  boolean isNative() {
    return text(Wish.SIDECAR).map("native"::equals).orElse(version.hasNativeSidecars());
  }

  int port() {
    return text(Wish.PORT).map(Integer::parseInt).orElse(Sidecar.PORT);
  }

  /** The agent's settings by variable. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    SETTINGS.forEach(
        (wish, variable) -> text(wish).ifPresent(text -> settings.put(variable, text)));
    given.forEach(
        (label, text) -> {
          if (label.startsWith("PROBE_")) {
            settings.put(label, text);
          }
        });
    return settings;
  }

  /** The setting of one app, or else that of all. */
  Optional<String> setting(String app, String setting) {
    Map<String, String> all = settings();
    String own = all.get(AgentSettings.variable(app, setting));
    return Optional.ofNullable(own == null ? all.get(AgentSettings.variable("", setting)) : own);
  }
}

package io.probeagent.agent.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One reading of variables and flags. */
record Reading(Map<String, String> environment, List<String> flags) {

  /** Variables, each as {@code NAME=value}. */
  static Reading of(String... variables) {
    Map<String, String> environment = new TreeMap<>();
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return new Reading(environment, List.of());
  }

  Reading with(String... moreFlags) {
    return new Reading(environment, List.of(moreFlags));
  }

  Config config() {
    try {
      return ConfigReader.read(environment, flags);
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The first app's settings. */
  Config.App app() {
    return config().apps().get(0);
  }

  /** What is wrong with it; fails if nothing is. */
  List<String> problems() {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(environment, flags));
    if (refused == null) {
      throw new AssertionError("accepted: " + this);
    }
    return refused.problems();
  }
}

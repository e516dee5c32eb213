package io.probeagent.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes what was given in the environment and as flags, and refuses names that are not known. */
final class Sources {
  private static final String UNKNOWN = "unknown flag ";

  private Sources() {}

  /** {@code --name value} and {@code --name=value}; kept under the name of the variable. */
  static void readFlags(Given given, List<String> flags) {
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (!flag.startsWith("--")) {
        given.problem("unexpected argument '" + flag + "' (expected: a flag; see --help)");
        continue;
      }
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      String value;
      if (equals >= 0) {
        value = flag.substring(equals + 1);
      } else if (i + 1 < flags.size()) {
        value = flags.get(++i);
      } else {
        given.problem(name + " has no value");
        continue;
      }
      String variable = variable(name);
      if (given.has(variable)) {
        given.problem(name + " is given twice");
      }
      given.put(variable, value, name);
    }
  }

  /** The flags that were given must be of a setting, or of a setting of one of the apps. */
  static void checkFlags(Given given, List<String> apps) {
    List<String> known = new ArrayList<>();
    List<String> variables = knownVariables(apps);
    for (Setting setting : Setting.values()) {
      known.add(setting.flag());
      if (setting.isPerApp()) {
        apps.forEach(app -> known.add(setting.flag(app)));
      }
    }
    given
        .variables()
        .forEach(
            (variable, value) -> {
              if (!variables.contains(variable)) {
                given.problem(UNKNOWN + value.from() + suggestion(value.from(), known));
              }
            });
  }

  /** Every {@code PROBE_} variable must be ours, but for those of Kubernetes' service links. */
  static void readEnvironment(Given given, Map<String, String> environment, List<String> apps) {
    List<String> known = knownVariables(apps);
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (!name.startsWith("PROBE_") || given.has(name)) {
                return;
              }
              if (known.contains(name)) {
                given.put(name, value, name);
              } else if (!Names.isServiceLink(name)) {
                given.problem("unknown variable " + name + suggestion(name, known));
              }
            });
  }

  private static List<String> knownVariables(List<String> apps) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
      if (setting.isPerApp()) {
        apps.forEach(app -> known.add(setting.variable(app)));
      }
    }
    return known;
  }

  private static String variable(String flag) {
    return "PROBE_" + flag.substring(2).toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }

  private static String suggestion(String name, List<String> known) {
    Optional<String> nearest = Names.nearest(name, known);
    return nearest
        .map(n -> " (did you mean " + n + "?)")
        .orElse(" (see --help for those that are known)");
  }
}

package io.probeagent.agent.config;

import io.probeagent.agent.config.Config.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The raw texts that were given, by variable name, and what was found wrong with them. */
final class Given {
  private static final String DEFAULT = "default";

  private final Map<String, Value> texts = new HashMap<>();
  private final Map<String, Value> effective = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  void put(String variable, String text, String from) {
    texts.put(variable, new Value(text, from));
  }

  boolean has(String variable) {
    return texts.containsKey(variable);
  }

  Map<String, Value> variables() {
    return new TreeMap<>(texts);
  }

  void problem(String problem) {
    problems.add(problem);
  }

  List<String> problems() {
    return problems;
  }

  Map<String, Value> effective() {
    return effective;
  }

  /** The text of a setting that is the same for all apps. */
  Value text(Setting setting) {
    Value given = texts.get(setting.variable());
    return given == null ? new Value(setting.fallback(), DEFAULT) : given;
  }

  /** A setting's value, or null with a problem noted. */
  <T> Optional<T> read(Setting setting, Function<String, Optional<T>> reader) {
    Value value = text(setting);
    note(setting.key(), setting, value);
    return read(setting, value, reader);
  }

  /** The app's own value if there is one, else that of all apps. */
  <T> Optional<T> read(Setting setting, String app, Function<String, Optional<T>> reader) {
    Value own = texts.get(setting.variable(app));
    if (own == null) {
      return read(setting, reader);
    }
    note(app + "." + setting.key(), setting, own);
    return read(setting, own, reader);
  }

  private <T> Optional<T> read(Setting setting, Value value, Function<String, Optional<T>> reader) {
    Optional<T> result = reader.apply(value.value());
    if (result.isEmpty()) {
      String shown = setting.isSecret() ? "(hidden)" : "'" + value.value() + "'";
      String name = value.from().equals(DEFAULT) ? setting.variable() : value.from();
      String problem = name + " is " + shown + " (expected: " + setting.expected() + ")";
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
    return result;
  }

  private void note(String key, Setting setting, Value value) {
    boolean hide = setting.isSecret() && !value.value().isEmpty();
    effective.put(key, hide ? new Value("(hidden)", value.from()) : value);
  }
}

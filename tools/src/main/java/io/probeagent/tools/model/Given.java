package io.probeagent.tools.model;

import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting of the agent as the manifest gives it.
 *
 * @param name the variable's, {@code PROBE_DRAIN_DELAY}, also if it is a flag
 * @param written as it is written: the variable or {@code --drain-delay}
 * @param at where it stands
 * @param text its value; empty if hidden
 * @param isHidden whether the value comes from elsewhere, a ConfigMap or a Secret
 */
public record Given(String name, String written, Field at, String text, boolean isHidden) {
  /** All of a container, the flags last, since they win. */
  public static List<Given> all(Container container) {
    List<Given> all = new ArrayList<>();
    for (Field entry : container.field().get("env").items()) {
      String name = entry.get("name").textOr("");
      if (name.startsWith("PROBE_")) {
        String text = entry.get("value").textOr("");
        // $(OTHER) is filled in by kubelet.
        boolean hidden = entry.get("valueFrom").exists() || text.contains("$(");
        all.add(new Given(name, name, entry, text, hidden));
      }
    }
    List<Field> words = container.field().get("args").items();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).textOr("");
      if (!word.startsWith("--") || isCommand(word)) {
        continue;
      }
      int equals = word.indexOf('=');
      String flag = equals < 0 ? word : word.substring(0, equals);
      Field at = words.get(i);
      String text = word.substring(equals + 1);
      if (equals < 0) {
        text = i + 1 < words.size() ? words.get(++i).textOr("") : "";
      }
      all.add(new Given(variable(flag), flag, at, text, text.contains("$(")));
    }
    return all;
  }

  static Optional<Given> of(Container container, String name) {
    Given last = null;
    for (Given each : all(container)) {
      if (each.name().equals(name)) {
        last = each;
      }
    }
    return Optional.ofNullable(last);
  }

  public boolean isFlag() {
    return written.startsWith("--");
  }

  /** Words with dashes that are no settings. */
  private static boolean isCommand(String word) {
    return List.of("--help", "--version", "--print-config").contains(word);
  }

  private static String variable(String flag) {
    return "PROBE_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}

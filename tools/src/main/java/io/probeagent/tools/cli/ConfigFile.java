package io.probeagent.tools.cli;

import io.probeagent.tools.lint.Nearest;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.lint.Severity;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.yaml.Documents;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code .probe-tools.yaml}: what a project has settled once. The command line says it over. */
record ConfigFile(
    Set<String> disabled,
    Set<String> enabled,
    Map<String, Severity> severities,
    Optional<KubernetesVersion> version,
    Optional<Severity> failOn) {
  static final ConfigFile NONE =
      new ConfigFile(Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty());

  private static final String NAME = ".probe-tools.yaml";
  private static final List<String> KEYS =
      List.of("disable", "enable", "severity", "kubernetes-version", "fail-on");

  /** The one that is named, or the nearest from a folder upwards, or none. */
  static ConfigFile find(@Nullable Path named, Path folder) {
    if (named != null) {
      return read(named);
    }
    return Stream.<Path>iterate(
            folder.toAbsolutePath(), each -> each != null, each -> each.getParent())
        .map(each -> each.resolve(NAME))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(ConfigFile::read)
        .orElse(NONE);
  }

  static ConfigFile read(Path file) {
    return parse(Inputs.read(file));
  }

  static ConfigFile parse(Source source) {
    List<Field> roots;
    try {
      roots = Documents.read(source);
    } catch (YamlProblem e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    if (roots.isEmpty()) {
      return NONE;
    }
    Field root = roots.get(0);
    if (roots.size() > 1 || !root.isMapping()) {
      throw wrong(root, "expected one mapping with " + String.join(", ", KEYS));
    }
    for (Field field : root.fields()) {
      if (!KEYS.contains(field.name())) {
        throw wrong(
            field,
            "no such setting"
                + Nearest.hint(field.name(), KEYS)
                + "; expected: "
                + String.join(", ", KEYS));
      }
    }
    return new ConfigFile(
        rules(root.get("disable")),
        rules(root.get("enable")),
        severities(root.get("severity")),
        version(root.get("kubernetes-version")),
        root.get("fail-on").isNull()
            ? Optional.empty()
            : Optional.of(severity(root.get("fail-on"))));
  }

  private static Set<String> rules(Field field) {
    Set<String> rules = new LinkedHashSet<>();
    if (!field.isNull() && !field.isSequence()) {
      throw wrong(field, "expected a list of rules");
    }
    for (Field item : field.items()) {
      rules.add(rule(item, item.textOr("")));
    }
    return rules;
  }

  private static Map<String, Severity> severities(Field field) {
    Map<String, Severity> severities = new LinkedHashMap<>();
    if (!field.isNull() && !field.isMapping()) {
      throw wrong(field, "expected rules, each with its severity");
    }
    for (Field entry : field.fields()) {
      severities.put(rule(entry, entry.name()), severity(entry));
    }
    return severities;
  }

  private static Optional<KubernetesVersion> version(Field field) {
    if (field.isNull()) {
      return Optional.empty();
    }
    String text = field.textOr("");
    // Unquoted, 1.30 is the number 1.3 to others that read this file; here it is what it says.
    return Optional.of(
        KubernetesVersion.parse(text)
            .orElseThrow(() -> wrong(field, text + ": no version (expected: such as 1.29)")));
  }

  private static String rule(Field at, String id) {
    List<String> known = Rules.all().stream().map(Rule::id).toList();
    if (!known.contains(id)) {
      throw wrong(at, "no rule is called '" + id + "'" + Nearest.hint(id, known));
    }
    return id;
  }

  private static Severity severity(Field field) {
    String text = field.textOr("");
    return Arrays.stream(Severity.values())
        .filter(each -> each.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> wrong(field, "'" + text + "' (expected: error, warning or info)"));
  }

  private static UsageException wrong(Field at, String what) {
    return new UsageException(at + ": " + what);
  }
}

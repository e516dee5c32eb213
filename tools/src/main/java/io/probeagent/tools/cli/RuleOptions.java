package io.probeagent.tools.cli;

import io.probeagent.tools.lint.Nearest;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.lint.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rules run. */
final class RuleOptions {
  @Option(
      names = "--disable",
      split = ",",
      paramLabel = "rule",
      description = "Leaves rules out; may be repeated.")
  private List<String> disabled = new ArrayList<>();

  @Option(
      names = "--enable",
      split = ",",
      paramLabel = "rule",
      description = "Runs rules that are off unless asked for: pod-security-restricted.")
  private List<String> enabled = new ArrayList<>();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "rule",
      description = "Runs these rules only.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "file",
      description =
          "Settings to start from (default: the nearest .probe-tools.yaml, from the working directory upwards).")
  private @Nullable Path config;

  ConfigFile file() {
    return ConfigFile.find(config, Path.of(""));
  }

  /** What the command line asks for stands over the file. */
  List<Rule> rules(ConfigFile file) {
    Set<String> off = new LinkedHashSet<>(file.disabled());
    off.removeAll(known("--enable", enabled));
    off.removeAll(known("--only", only));
    off.addAll(known("--disable", disabled));
    Set<String> on = new LinkedHashSet<>(file.enabled());
    on.addAll(enabled);
    return new Selection(new LinkedHashSet<>(only), off, on, file.severities()).of(Rules.all());
  }

  private static List<String> known(String option, List<String> ids) {
    List<String> known = Rules.all().stream().map(Rule::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new UsageException(option + " " + id + ": no such rule" + Nearest.hint(id, known));
      }
    }
    return ids;
  }
}

package io.probeagent.tools.cli;

import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Linter;
import io.probeagent.tools.lint.Notes;
import io.probeagent.tools.lint.Page;
import io.probeagent.tools.lint.Rule;
import io.probeagent.tools.lint.Rules;
import io.probeagent.tools.lint.Severity;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code probe-tools lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Says what goes wrong with the probes and the end of pods, and how to mend it.")
final class LintCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final ManifestFiles files;

  @Option(
      names = "--kubernetes-version",
      paramLabel = "1.N",
      description =
          "The cluster's version (default: 1.29); only if it is given is told what is too new for it.")
  private String version = "";

  @Option(
      names = "--longest-request",
      paramLabel = "time",
      description =
          "How long the apps' longest request takes, such as 500ms, 15s or 2m: no manifest says it (default: 0s).")
  private String longest = "0s";

  @Option(
      names = "--fail-on",
      paramLabel = "severity",
      description =
          "The least severity that gives exit code 1: ${COMPLETION-CANDIDATES} (default: warning).")
  private @Nullable Severity failOn;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--format",
      paramLabel = "format",
      description = "One of ${COMPLETION-CANDIDATES} (default: text).")
  private LintFormat format = LintFormat.TEXT;

  @Option(
      names = "--color",
      paramLabel = "when",
      description =
          "Colours in text: ${COMPLETION-CANDIDATES} (default: auto, on a terminal without NO_COLOR).")
  private LintFormat.Colour colour = LintFormat.Colour.AUTO;

  @Option(
      names = "--explain",
      paramLabel = "rule",
      description = "Print a rule's page, and lint nothing.")
  private String explained = "";

  @Option(names = "--list-rules", description = "Print all rules, and lint nothing.")
  private boolean list;

  LintCommand(InputStream in, PrintStream out, PrintStream err) {
    files = new ManifestFiles(in);
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (list) {
      for (Rule rule : Rules.all()) {
        out.printf("%-32s %-8s %s%n", rule.id(), rule.severity(), Page.of(rule).title());
      }
      return 0;
    }
    if (!explained.isEmpty()) {
      out.print(Page.of(rule(explained)).text());
      return 0;
    }
    return lint();
  }

  private int lint() {
    ConfigFile file = rules.file();
    Linter linter =
        new Linter(rules.rules(file), version(file), Flag.time("--longest-request", longest));
    Manifests manifests = new Manifests();
    List<String> problems = new ArrayList<>();
    List<Finding> findings;
    try (Progress progress = Progress.on(err)) {
      for (Source source : files.read()) {
        progress.at("reading " + source.name());
        try {
          manifests.add(source);
        } catch (YamlProblem e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
      progress.at("looking at " + manifests.workloads().size() + " workloads");
      findings = linter.lint(manifests);
    }
    problems.forEach(problem -> err.println("probe-tools: " + problem));
    Notes.of(manifests).forEach(note -> err.println("probe-tools: " + note));
    format.report(colour).write(findings, out::print);
    out.flush();
    err.println(summary(findings, manifests.workloads().size()));
    if (!problems.isEmpty()) {
      return 2;
    }
    Severity least = failOn == null ? file.failOn().orElse(Severity.WARNING) : failOn;
    return findings.stream().anyMatch(each -> each.severity().compareTo(least) <= 0) ? 1 : 0;
  }

  private Optional<KubernetesVersion> version(ConfigFile file) {
    if (version.isEmpty()) {
      return file.version();
    }
    return Optional.of(Flag.version("--kubernetes-version", version));
  }

  private static Rule rule(String id) {
    return Rules.find(id)
        .orElseThrow(
            () ->
                new UsageException(
                    "--explain "
                        + id
                        + ": no such rule"
                        + Rules.nearest(id)
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse(" (--list-rules prints them)")));
  }

  private static String summary(List<Finding> findings, int workloads) {
    StringBuilder text = new StringBuilder("probe-tools: ");
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(each -> each.severity() == severity).count();
      text.append(count).append(' ').append(plural(severity.toString(), count)).append(", ");
    }
    return text.append(workloads).append(plural(" workload", workloads)).toString();
  }

  private static String plural(String word, long count) {
    return count == 1 || word.equals("info") ? word : word + "s";
  }
}

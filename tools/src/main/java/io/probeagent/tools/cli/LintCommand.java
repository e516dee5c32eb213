package io.probeagent.tools.cli;

import io.probeagent.tools.lint.Finding;
import io.probeagent.tools.lint.Linter;
import io.probeagent.tools.lint.Severity;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.model.Manifests;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code probe-tools lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Says what goes wrong with the probes and the end of pods, and how to mend it.")
final class LintCommand implements Callable<Integer> {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      arity = "1..*",
      paramLabel = "file|folder|-",
      description =
          "Manifests; a folder with all *.yaml, *.yml and *.json in it; - is standard input.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--kubernetes-version",
      paramLabel = "1.N",
      description = "The cluster's version (default: 1.29).")
  private String version = "";

  @Option(
      names = "--fail-on",
      paramLabel = "severity",
      description =
          "The least severity that gives exit code 1: ${COMPLETION-CANDIDATES} (default: warning).")
  private @Nullable Severity failOn;

  @Mixin private RuleOptions rules = new RuleOptions();

  LintCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    ConfigFile file = rules.file();
    KubernetesVersion cluster = version(file);
    Manifests manifests = new Manifests();
    boolean unread = false;
    for (Source source : Inputs.read(names, in)) {
      try {
        manifests.add(source);
      } catch (YamlProblem e) {
        err.println("probe-tools: " + e.getMessage());
        unread = true;
      }
    }
    List<Finding> findings = new Linter(rules.rules(file), cluster).lint(manifests);
    for (Finding finding : findings) {
      out.println(
          finding.at()
              + ": "
              + finding.severity()
              + ": "
              + finding.what()
              + " ["
              + finding.rule().id()
              + "]");
    }
    if (unread) {
      return 2;
    }
    Severity least = failOn == null ? file.failOn().orElse(Severity.WARNING) : failOn;
    return findings.stream().anyMatch(each -> each.severity().compareTo(least) <= 0) ? 1 : 0;
  }

  private KubernetesVersion version(ConfigFile file) {
    if (version.isEmpty()) {
      return file.version().orElse(KubernetesVersion.ASSUMED);
    }
    return KubernetesVersion.parse(version)
        .orElseThrow(
            () ->
                new UsageException(
                    "--kubernetes-version " + version + ": no version (expected: such as 1.29)"));
  }
}

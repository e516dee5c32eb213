package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Uninjector;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code probe-tools uninject}. */
@Command(
    name = "uninject",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes the agent out of pods, byte for byte as they were before inject.")
final class UninjectCommand implements Callable<Integer> {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      arity = "1..*",
      paramLabel = "file|folder|-",
      description =
          "Manifests; a folder with all *.yaml, *.yml and *.json in it; - is standard input.")
  private List<String> names = new ArrayList<>();

  @Mixin private RewriteOutput output = new RewriteOutput();

  UninjectCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    List<Source> sources = Inputs.read(names, in);
    try {
      return output.write(sources, Uninjector.uninject(sources), "uninjected", out, err);
    } catch (YamlProblem e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}

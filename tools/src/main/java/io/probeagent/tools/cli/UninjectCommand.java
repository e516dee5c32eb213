package io.probeagent.tools.cli;

import io.probeagent.tools.inject.Uninjector;
import io.probeagent.tools.yaml.Source;
import io.probeagent.tools.yaml.YamlProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code probe-tools uninject}. */
@Command(
    name = "uninject",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes the agent out of pods, byte for byte as they were before inject.")
final class UninjectCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final ManifestFiles files;

  @Mixin private RewriteOutput output = new RewriteOutput();

  UninjectCommand(InputStream in, PrintStream out, PrintStream err) {
    files = new ManifestFiles(in);
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    List<Source> sources = files.read();
    try {
      return output.write(sources, Uninjector.uninject(sources), "uninjected", out, err);
    } catch (YamlProblem e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}

package io.probeagent.bench.cli;

import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Workshop;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench tree}. */
@Command(
    mixinStandardHelpOptions = true,
    name = "tree",
    sortOptions = false,
    description =
        "Makes what the image has in /opt/probe-agent in another folder, with this repository's jar,"
            + " options and scripts.")
final class TreeCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private final Place place = new Place();

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "another checkout whose jar, options and scripts are taken; default: this one")
  private @Nullable Path project;

  @Parameters(paramLabel = "DIR", description = "is replaced")
  private Path folder = Path.of("");

  TreeCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = project == null ? place.workshop() : place.workshop(project);
    Agent agent = workshop.agent(folder);
    out.println(String.join(" ", agent.command()));
    return 0;
  }
}

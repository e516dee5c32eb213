package io.probeagent.bench.cli;

import io.probeagent.bench.core.CoreRun;
import io.probeagent.bench.core.Cost;
import io.probeagent.bench.figure.Grid;
import io.probeagent.bench.proc.Machine;
import io.probeagent.bench.report.Markdown;
import io.probeagent.bench.subject.Workshop;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench core}. */
@Command(
    mixinStandardHelpOptions = true,
    name = "core",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures the agent's core with JMH: time and allocated bytes of one transition, verdict,",
      "message. In JVMs with the options of the agent's image, of which each benchmark gets five.",
      ""
    })
final class CoreCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private final Place place = new Place();

  @Option(names = "--quick", description = "a first look: one JVM for each benchmark")
  private boolean quick;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "put the table into that document, between its marks '<!-- bench core: … -->'")
  private @Nullable Path markdown;

  CoreCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = place.workshop();
    Path options = workshop.project().resolve("agent/src/image/agent.args");
    Path java = workshop.jdk().home().resolve("bin/java");
    double before = Machine.loadAverage();
    Grid grid = Cost.grid(new CoreRun(java, CoreRun.options(options)).run(quick));
    String where =
        String.format(
            Locale.ROOT,
            "%s, %s; load average %.2f before and %.2f after",
            workshop.jdk(),
            Machine.here().text(),
            before,
            Machine.loadAverage());
    out.print(grid.text() + "\n" + where + "\n");
    if (markdown != null) {
      Markdown.into(markdown, "bench core", grid.markdown() + "\n" + where + ".\n");
    }
    return 0;
  }
}

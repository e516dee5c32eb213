package io.probeagent.rollout.cli;

import io.probeagent.rollout.life.Options;
import io.probeagent.rollout.life.Show;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollout life}. */
@Command(
    mixinStandardHelpOptions = true,
    name = "life",
    sortOptions = false,
    description = "Shows one pod's life on this machine, and judges every verdict in it.",
    footer = {"", "Exit codes: 0 all verdicts were right, 1 some were not, 2 wrong usage."})
final class LifeCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private final Jars jars = new Jars();

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      description = "propagation delay, 100ms to 10s; default: 2s")
  private Duration drainDelay = Duration.ofSeconds(2);

  @Option(
      names = "--limit",
      paramLabel = "TIME",
      description = "how long a step may take, 1s to 1m; default: 15s")
  private Duration limit = Duration.ofSeconds(15);

  @Option(names = "--keep", description = "keep the folder and the logs")
  private boolean keep;

  LifeCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Range.of("--drain-delay", drainDelay, Duration.ofMillis(100), Duration.ofSeconds(10));
    Range.of("--limit", limit, Duration.ofSeconds(1), Duration.ofMinutes(1));
    Options options = new Options(jars.agent(), jars.app(), jars.java(), drainDelay, limit, keep);
    return Show.run(options, out) ? 0 : 1;
  }
}

package io.probeagent.bench.cli;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.node.FullNode;
import io.probeagent.bench.proc.Machine;
import io.probeagent.bench.report.Json;
import io.probeagent.bench.report.Markdown;
import io.probeagent.bench.report.Run;
import io.probeagent.bench.report.Text;
import io.probeagent.bench.subject.Peers;
import io.probeagent.bench.subject.Subject;
import io.probeagent.bench.subject.Workshop;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench node}. */
@Command(
    mixinStandardHelpOptions = true,
    name = "node",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Runs as many agents as a node has pods, each probed three times in 10 s, and then as many",
      "of a peer: memory of all, CPU of all, latency.",
      ""
    })
final class NodeCommand implements Callable<Integer> {
  private static final List<String> SERVERS = List.of("go", "nginx", "haproxy");

  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final Place place = new Place();

  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "how many; default: 110, kubelet's maximum")
  private int agents = 110;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long they are watched, after a third of that; default: 60")
  private int seconds = 60;

  @Option(
      names = "--warm",
      paramLabel = "N",
      description =
          "probes of each before that: 0 is a node that was just started, 1000 one that has run for"
              + " an hour; default: 1000")
  private int warm = 1000;

  @Option(names = "--rounds", paramLabel = "N", description = "default: 1")
  private int rounds = 1;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "some of: go, nginx, haproxy, or none; default: go")
  private List<String> peers = List.of("go");

  @Option(names = "--json", paramLabel = "FILE", description = "write all values there")
  private @Nullable Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "put the tables into that document, between its marks '<!-- bench node: … -->'")
  private @Nullable Path markdown;

  NodeCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    atLeast(1, "--agents", agents);
    atLeast(1, "--seconds", seconds);
    atLeast(0, "--warm", warm);
    atLeast(1, "--rounds", rounds);
    for (String peer : peers) {
      if (!SERVERS.contains(peer) && !peers.equals(List.of("none"))) {
        throw new UsageException(
            "--peers has '%s' (expected: some of %s, or none)"
                .formatted(peer, String.join(", ", SERVERS)));
      }
    }
    Workshop workshop = place.workshop();
    Subject agent = workshop.agent();
    List<Subject> subjects = new ArrayList<>(List.of(agent));
    subjects.addAll(
        new Peers(workshop, err::println).make(peers.equals(List.of("none")) ? List.of() : peers));
    Duration watched = Duration.ofSeconds(seconds);
    FullNode node = new FullNode(agents, warm, watched.dividedBy(3), watched, err::println);
    Results results = new Results();
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        node.take(subject, results);
      }
    }
    Run run =
        new Run(
            Machine.here(),
            rounds,
            subjects,
            List.of(agent.name()),
            results,
            node.noise(),
            Machine.loadAverage());
    out.print(Text.of(run));
    if (json != null) {
      Files.writeString(json, Json.of(run));
    }
    if (markdown != null) {
      Markdown.into(markdown, "bench node", run);
    }
    return 0;
  }

  private static void atLeast(int least, String option, int value) throws UsageException {
    if (value < least) {
      throw new UsageException(option + " is " + value + " (expected: " + least + " or more)");
    }
  }
}

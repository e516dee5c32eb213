package io.probeagent.bench.cli;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.figure.Tables;
import io.probeagent.bench.run.Alone;
import io.probeagent.bench.run.Part;
import io.probeagent.bench.run.Plan;
import io.probeagent.bench.run.Rounds;
import io.probeagent.bench.subject.Agent;
import io.probeagent.bench.subject.Peers;
import io.probeagent.bench.subject.Subject;
import io.probeagent.bench.subject.Workshop;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}, and what it can be told to do. */
@Command(
    mixinStandardHelpOptions = true,
    name = "bench",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures the agent, as its image runs it, against its peers on this machine.",
      "",
      "Only the ratios of one run count: all take turns, and whatever disturbs one disturbs all.",
      ""
    },
    footer = {"", "Exit codes: 0 measured, 1 it could not be, 2 wrong usage."})
public final class BenchCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final Place place = new Place();

  @Option(names = "--quick", description = "a first look: shorter turns, 3 rounds")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "default: 5")
  private @Nullable Integer rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "some of: start, probe, memory, saturation, idle, signal, exec, cgroup, image")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "some of: go, nginx, haproxy, floor; default: all")
  private List<String> peers = Peers.NAMES;

  @Option(
      names = "--agent",
      paramLabel = "[NAME=]DIR",
      description =
          "an agent that was made before ('jre' and 'java.args' in a folder), several for several;"
              + " default: one is made of this repository in bench/target/agent")
  private List<String> agents = List.of();

  private BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = place.workshop();
    List<Agent> measured = agents(workshop);
    List<Subject> subjects = new ArrayList<>(measured);
    List<String> names = measured.stream().map(Subject::name).toList();
    subjects.addAll(new Peers(workshop, err::println).make(peers));
    int count = rounds != null ? rounds : quick ? 3 : 5;
    Plan plan = quick ? Plan.quick(count) : Plan.full(count);
    Results results = new Rounds(subjects, plan, only, err::println).run();
    new Alone(measured, workshop, plan, only, err::println).run(results);
    out.println(Tables.figures(results, subjects.stream().map(Subject::name).toList()).text());
    out.print(Tables.bounds(results, names).text());
    return 0;
  }

  private List<Agent> agents(Workshop workshop) throws IOException {
    if (agents.isEmpty()) {
      return List.of(workshop.agent());
    }
    List<Agent> made = new ArrayList<>();
    for (String agent : agents) {
      int at = agent.indexOf('=');
      String name = at < 0 ? "agent" : agent.substring(0, at);
      made.add(workshop.agent(name, Path.of(agent.substring(at + 1))));
    }
    return made;
  }

  /** Returns the exit code: 0 measured, 1 it could not be, 2 wrong usage. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new BenchCommand(out, err));
    line.addSubcommand(new CoreCommand(out));
    line.addSubcommand(new NodeCommand(out, err));
    String version = BenchCommand.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version("bench " + version);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> refuse(err, e));
    line.setExecutionExceptionHandler((e, parsed, result) -> explain(err, e));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static int refuse(PrintStream err, Exception problem) {
    err.println("bench: " + problem.getMessage() + " (see --help)");
    return 2;
  }

  private static int explain(PrintStream err, Exception problem) throws Exception {
    if (problem instanceof UsageException) {
      err.println("bench: " + problem.getMessage());
      return 2;
    }
    if (problem instanceof IOException) {
      err.println("bench: " + problem.getMessage());
      return 1;
    }
    throw problem;
  }
}

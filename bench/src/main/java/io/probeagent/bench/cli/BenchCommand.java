package io.probeagent.bench.cli;

import io.probeagent.bench.figure.Results;
import io.probeagent.bench.proc.Machine;
import io.probeagent.bench.report.Json;
import io.probeagent.bench.report.Markdown;
import io.probeagent.bench.report.Run;
import io.probeagent.bench.report.Text;
import io.probeagent.bench.run.Alone;
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
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    footer = {
      "",
      "Examples:",
      "  bench                                      all of it, about ten minutes",
      "  bench --quick --only probe --peers go      half a minute",
      "  bench tree before                          keeps the agent of now, to compare it later:",
      "  bench --also before=before",
      "  bench node                                 110 agents at once, about five minutes",
      "",
      "Exit codes: 0 measured, 1 it could not be, 2 wrong usage."
    })
public final class BenchCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final Place place = new Place();
  @Mixin private final RunArguments arguments = new RunArguments();

  private BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    arguments.check();
    Plan plan = arguments.plan();
    Workshop workshop = place.workshop();
    List<Agent> agents = arguments.agents(workshop);
    List<Subject> subjects = new ArrayList<>(agents);
    subjects.addAll(new Peers(workshop, err::println).make(arguments.peers()));
    Rounds rounds = new Rounds(subjects, plan, arguments.only, err::println);
    Results results = rounds.run();
    new Alone(agents, workshop, plan, arguments.only, rounds.noise(), err::println).run(results);
    Run run =
        new Run(
            Machine.here(),
            plan.rounds(),
            List.copyOf(subjects),
            agents.stream().map(Subject::name).toList(),
            results,
            rounds.noise(),
            Machine.loadAverage());
    out.print(Text.of(run));
    if (arguments.json != null) {
      Files.writeString(arguments.json, Json.of(run));
    }
    if (arguments.markdown != null) {
      Markdown.into(arguments.markdown, "bench", run);
    }
    return 0;
  }

  /** Returns the exit code: 0 measured, 1 it could not be, 2 wrong usage. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new BenchCommand(out, err));
    line.addSubcommand(new TreeCommand(out));
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

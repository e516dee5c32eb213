package io.probeagent.rollout.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rollout}, and what it can be told to do. */
@Command(
    mixinStandardHelpOptions = true,
    name = "rollout",
    description = "Runs pods as real processes on this machine, and judges them.")
public final class RolloutCommand {
  private RolloutCommand() {}

  /** Returns the exit code: 0 all was well, 1 it was not, 2 wrong usage. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new RolloutCommand());
    line.addSubcommand(new LifeCommand(out));
    String version = RolloutCommand.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version("rollout " + version);
    line.registerConverter(Duration.class, new TimeSpan());
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> refuse(err, e));
    line.setExecutionExceptionHandler((e, parsed, result) -> explain(err, e));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static int refuse(PrintStream err, Exception problem) {
    err.println("rollout: " + problem.getMessage() + " (see --help)");
    return 2;
  }

  private static int explain(PrintStream err, Exception problem) throws Exception {
    if (problem instanceof UsageException) {
      err.println("rollout: " + problem.getMessage());
      return 2;
    }
    if (problem instanceof IOException) {
      err.println("rollout: " + problem);
      return 1;
    }
    throw problem;
  }
}

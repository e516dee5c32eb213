package io.probeagent.rollout.cli;

import io.probeagent.rollout.process.Terminal;
import io.probeagent.rollout.update.RollingUpdates;
import io.probeagent.rollout.update.Via;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;

/** {@code rollout}, and what it can be told to do. */
@Command(
    mixinStandardHelpOptions = true,
    name = "rollout",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Rolls out pods on this machine, under load, and tells whether a request was lost.",
      "",
      "A pod is an app, an agent and the folder that they share, as real processes; what kubelet, the",
      "Deployment and kube-proxy do to it is done to it. Clients send each request once.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rollout                                          three sample pods, one update",
      "  rollout --mode close-first                       how most frameworks stop",
      "  rollout --app 'python3 app.py' --request 'POST /slow?ms={ms}'",
      "  rollout --updates 100 --lag 0s-4s --via haproxy",
      "",
      "Exit codes: 0 no request failed, 1 some did or an update got stuck, 2 wrong usage."
    })
public final class RolloutCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private final UpdateArguments arguments = new UpdateArguments();

  private RolloutCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    return RollingUpdates.run(UpdatePlan.of(arguments), out, Terminal.isOne()) ? 0 : 1;
  }

  /** Returns the exit code: 0 all was well, 1 it was not, 2 wrong usage. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new RolloutCommand(out));
    line.addSubcommand(new LifeCommand(out));
    String version = RolloutCommand.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version("rollout " + version);
    line.registerConverter(Duration.class, new TimeSpan());
    line.registerConverter(Via.class, RolloutCommand::via);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> refuse(err, e));
    line.setExecutionExceptionHandler((e, parsed, result) -> explain(err, e));
    return line.execute(arguments.toArray(String[]::new));
  }

  static Via via(String text) {
    for (Via via : Via.values()) {
      if (via.toString().equals(text)) {
        return via;
      }
    }
    throw new TypeConversionException("'" + text + "' (expected: kube-proxy or haproxy)");
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

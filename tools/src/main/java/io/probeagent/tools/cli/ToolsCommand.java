package io.probeagent.tools.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command of all commands. */
@Command(
    name = "probe-tools",
    mixinStandardHelpOptions = true,
    versionProvider = ToolsCommand.Version.class,
    description = "Judges pod specs, puts the sidecar into them, and shows how a pod of them ends.",
    footer = {
      "",
      "Exit codes: 0 all is well, 1 findings at or above --fail-on, or a plan that does not fit, 2 wrong usage, or input that cannot be read, 3 something that was asked for could not be injected."
    })
public final class ToolsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  private ToolsCommand() {}

  /** Runs a command line; returns the exit code. */
  public static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
    CommandLine commands =
        new CommandLine(new ToolsCommand())
            .addSubcommand(new LintCommand(in, out, err))
            .addSubcommand(new InjectCommand(in, out, err))
            .addSubcommand(new UninjectCommand(in, out, err))
            .addSubcommand(new PlanCommand(in, out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(writer(out))
            .setErr(writer(err))
            .setParameterExceptionHandler(ToolsCommand::misused)
            .setExecutionExceptionHandler(ToolsCommand::failed);
    try {
      return commands.execute(arguments.toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      err.println(
          "probe-tools: out of memory with %d MiB: a text takes up to 30 times its size (java -Xmx4g -jar … gives more)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
      return 2;
    }
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is missing (see --help)");
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int misused(ParameterException e, String[] arguments) {
    e.getCommandLine().getErr().println("probe-tools: " + e.getMessage());
    return 2;
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result)
      throws Exception {
    if (e instanceof UsageException) {
      line.getErr().println("probe-tools: " + e.getMessage());
      return 2;
    }
    throw e;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ToolsCommand.class.getPackage().getImplementationVersion();
      return new String[] {"probe-tools " + (version == null ? "unknown" : version)};
    }
  }
}

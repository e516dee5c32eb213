package io.probeagent.agent;

import io.probeagent.agent.cli.Commands;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.ConfigException;
import io.probeagent.agent.config.ConfigReader;
import io.probeagent.agent.config.HelpText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line; exit code 0: done, 1: a check failed or nobody answers, 2: wrong usage. */
public final class Main {
  private static final String SERVE = "serve";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    int code = run(List.of(arguments), System.getenv(), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    List<String> words = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String argument : arguments) {
      boolean flag = argument.startsWith("-") || !flags.isEmpty();
      (flag ? flags : words).add(argument);
    }
    String command = words.isEmpty() ? SERVE : words.get(0);
    if (flags.contains("--help") || flags.contains("-h") || command.equals("help")) {
      out.print(Usage.TEXT + HelpText.settings());
      return 0;
    }
    if (flags.contains("--version") || command.equals("version")) {
      out.println("probe-agent " + Version.TEXT + " (Java " + Runtime.version() + ")");
      return 0;
    }
    boolean print = flags.remove("--print-config");
    Config config;
    try {
      config = ConfigReader.read(environment, flags);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> err.println("probe-agent: " + problem));
      return 2;
    }
    if (print) {
      out.println(ConfigJson.of(config));
      return 0;
    }
    if (!command.equals(SERVE)) {
      return new Commands(config, out, err).run(words);
    }
    if (words.size() > 1) {
      err.println("probe-agent: serve takes no argument, but got '" + words.get(1) + "'");
      return 2;
    }
    return Serve.run(config, err);
  }
}

package io.probeagent.rollout;

import io.probeagent.rollout.cli.RolloutCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line; exit code 0: all was well, 1: it was not, 2: wrong usage. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(RolloutCommand.run(List.of(arguments), out, err));
  }
}

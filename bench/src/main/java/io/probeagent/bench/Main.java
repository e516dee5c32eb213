package io.probeagent.bench;

import io.probeagent.bench.cli.BenchCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line; exit code 0: measured, 1: it could not be, 2: wrong usage. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(BenchCommand.run(List.of(arguments), out, err));
  }
}

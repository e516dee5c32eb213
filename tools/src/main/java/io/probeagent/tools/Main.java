package io.probeagent.tools;

import io.probeagent.tools.cli.ToolsCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The command line: 0 all is well, 1 findings, 2 wrong usage or input, 3 something was left out.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = ToolsCommand.run(List.of(arguments), System.in, out, err);
    out.flush();
    System.exit(code);
  }
}

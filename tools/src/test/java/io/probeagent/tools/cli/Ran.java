package io.probeagent.tools.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command line did with a text on its standard input. */
record Ran(int code, String out, String err) {
  static Ran of(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      code =
          ToolsCommand.run(
              List.of(arguments),
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              to,
              errors);
    }
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Exit code and standard error in one. */
  String problem() {
    return code + " " + err;
  }
}

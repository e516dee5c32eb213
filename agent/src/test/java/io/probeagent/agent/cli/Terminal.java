package io.probeagent.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probeagent.agent.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Runs commands and keeps what they print. */
final class Terminal {
  private final Config config;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Terminal(Config config) {
    this.config = config;
  }

  /** Exit code, standard output and standard error, as {@code 0|ok|}. */
  String run(String... words) {
    out.reset();
    err.reset();
    int code =
        new Commands(config, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
            .run(List.of(words));
    return code + "|" + out.toString(UTF_8).strip() + "|" + err.toString(UTF_8).strip();
  }
}

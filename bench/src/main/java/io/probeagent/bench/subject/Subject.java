package io.probeagent.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that can be measured. */
public interface Subject {
  String name();

  /** What it is, with its version, for the report. */
  String describe();

  /** The path to probe. */
  default String path() {
    return "/ready";
  }

  /** The path to probe for liveness, where that is another one. */
  default String livePath() {
    return path();
  }

  /** Whether it answers probes; one that does not says a line when it has started. */
  default boolean serves() {
    return true;
  }

  /** Prepares a start of it: it is to listen on that port, and may use that folder. */
  Launch launch(int port, Path folder) throws IOException;

  /**
   * A command and its environment. The other variables are taken away: all start with the same
   * ones.
   */
  record Launch(List<String> command, Map<String, String> environment) {}
}

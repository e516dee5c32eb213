package io.probeagent.agent.config;

import java.util.List;

/** The configuration cannot be used; says everything that is wrong with it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems; // nobody serializes it

  ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line for each problem: name, value, what was expected. */
  public List<String> problems() {
    return problems;
  }
}

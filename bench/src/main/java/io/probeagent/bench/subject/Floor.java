package io.probeagent.bench.subject;

import java.nio.file.Path;
import java.util.Map;

/**
 * A JVM that only sleeps, with the agent's options and a cache of its own: below that, no agent in
 * Java can get.
 */
record Floor(Path home, Map<String, String> environment) implements Subject {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public String describe() {
    return "the agent's JVM, options and cache, which only sleeps";
  }

  @Override
  public boolean serves() {
    return false;
  }

  @Override
  public Launch launch(int port, Path folder) {
    return new Launch(Tree.command(home), environment);
  }
}

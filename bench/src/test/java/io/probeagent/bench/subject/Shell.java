package io.probeagent.bench.subject;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A subject that answers no probes: a script. */
record Shell(String script) implements Subject {
  @Override
  public String name() {
    return "shell";
  }

  @Override
  public String describe() {
    return "a script";
  }

  @Override
  public boolean serves() {
    return false;
  }

  @Override
  public Launch launch(int port, Path folder) {
    return new Launch(List.of("sh", "-c", script), Map.of());
  }
}

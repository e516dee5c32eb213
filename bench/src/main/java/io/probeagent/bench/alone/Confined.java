package io.probeagent.bench.alone;

import io.probeagent.bench.proc.ControlGroup;
import io.probeagent.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A subject that starts in a control group. */
record Confined(Subject subject, ControlGroup group) implements Subject {
  @Override
  public String name() {
    return subject.name();
  }

  @Override
  public String describe() {
    return subject.describe();
  }

  @Override
  public String path() {
    return subject.path();
  }

  @Override
  public String livePath() {
    return subject.livePath();
  }

  @Override
  public Launch launch(int port, Path folder) throws IOException {
    Launch inner = subject.launch(port, folder);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\""));
    command.add(group.processes().toString());
    command.addAll(inner.command());
    return new Launch(command, inner.environment());
  }
}

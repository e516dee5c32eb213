package io.probeagent.agent.fake;

import io.probeagent.agent.lifecycle.Ports;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells of the ports of the apps as it is told to, at once or when it is let. */
public final class FakeKernel implements Refresh {
  private final Pod pod;
  private final List<Runnable> asked = new ArrayList<>();
  private @Nullable Ports ports;
  private boolean slow;
  private int questions;

  public FakeKernel(Pod pod) {
    this.pod = pod;
  }

  /** From now on so many connections are established, and somebody listens. */
  public void connections(int count) {
    ports = new Ports(List.of(), List.of(1L), count);
  }

  /** From now on it answers only when it is let. */
  public void slow() {
    slow = true;
  }

  /** Answers what was asked. */
  public void answer() {
    List<Runnable> all = List.copyOf(asked);
    asked.clear();
    all.forEach(Runnable::run);
  }

  /** How often it was asked. */
  public int questions() {
    return questions;
  }

  @Override
  public void now(List<App> apps, Runnable then) {
    questions++;
    asked.add(
        () -> {
          if (ports != null) {
            Ports seen = Objects.requireNonNull(ports);
            apps.forEach(app -> pod.signal(app, new Signal.PortsSeen(seen)));
          }
          then.run();
        });
    if (!slow) {
      answer();
    }
  }
}

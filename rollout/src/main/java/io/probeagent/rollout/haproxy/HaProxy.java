package io.probeagent.rollout.haproxy;

import io.probeagent.rollout.cluster.PodAddress;
import io.probeagent.rollout.cluster.PodListener;
import io.probeagent.rollout.traffic.Endpoint;
import io.probeagent.rollout.traffic.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

public final class HaProxy implements Service, PodListener, AutoCloseable {
  private HaProxy() {}

  public static HaProxy start(Path root, int slots, Duration checks) throws IOException {
    if (slots > 0) {
      throw new IOException("not yet");
    }
    return new HaProxy();
  }

  @Override
  public Optional<Endpoint> pick() {
    return Optional.empty();
  }

  @Override
  public void created(PodAddress pod) {}

  @Override
  public void gone(PodAddress pod) {}

  @Override
  public void close() {}
}

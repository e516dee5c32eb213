package io.probeagent.rollout.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent of a pod.
 *
 * @param java the binary that runs it
 * @param flags more flags, which come last; dir, listen, grace period and sidecar are given anyway
 * @param nativeSidecar ends after the app; else told to end when the pod is deleted
 * @param controlToken null for none
 * @param startupProbe of its own container: a native sidecar's app is started when it has passed.
 *     Null for none, which is how it should be unless the app speaks by datagrams
 */
public record Sidecar(
    Path java,
    Path jar,
    Duration drainDelay,
    List<String> flags,
    boolean nativeSidecar,
    @Nullable String controlToken,
    @Nullable ProbeSpec startupProbe) {
  public Sidecar {
    flags = List.copyOf(flags);
    if (startupProbe != null && startupProbe.target() != Target.AGENT) {
      throw new IllegalArgumentException(
          "startupProbe asks the " + startupProbe.target() + " (expected: the agent itself)");
    }
  }
}

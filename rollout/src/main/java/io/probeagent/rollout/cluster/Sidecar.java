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
 */
public record Sidecar(
    Path java,
    Path jar,
    Duration drainDelay,
    List<String> flags,
    boolean nativeSidecar,
    @Nullable String controlToken) {
  public Sidecar {
    flags = List.copyOf(flags);
  }
}

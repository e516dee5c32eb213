package io.probeagent.rollout.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long kubelet waits before it starts a container again: not at all the first time, then 10 s,
 * doubled each time up to 5 min; forgotten after twice that without a crash
 * (pkg/kubelet/kuberuntime, doBackOff; client-go/util/flowcontrol, Backoff).
 */
final class BackOff {
  static final Duration FIRST = Duration.ofSeconds(10);
  static final Duration MOST = Duration.ofMinutes(5);

  private @Nullable Duration next;
  private long lastStart;

  /** The container has ended at that time. */
  Duration ended(long at) {
    Duration wait = next;
    if (wait == null || at - lastStart > MOST.multipliedBy(2).toNanos()) {
      wait = Duration.ZERO;
      next = FIRST;
    } else {
      Duration doubled = wait.multipliedBy(2);
      next = doubled.compareTo(MOST) < 0 ? doubled : MOST;
    }
    lastStart = at + wait.toNanos();
    return wait;
  }
}

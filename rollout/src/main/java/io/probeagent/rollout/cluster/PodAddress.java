package io.probeagent.rollout.cluster;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the processes of a pod listen; the same over all their restarts.
 *
 * @param agent null if it has none
 */
public record PodAddress(String pod, InetSocketAddress app, @Nullable InetSocketAddress agent) {
  InetSocketAddress of(Target target) {
    if (target == Target.APP) {
      return app;
    }
    if (agent == null) {
      throw new IllegalStateException(pod + " has no agent");
    }
    return agent;
  }
}

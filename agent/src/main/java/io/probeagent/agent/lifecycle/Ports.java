package io.probeagent.agent.lifecycle;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's table of sockets tells of an app's ports at one moment.
 *
 * @param closed the ports on which nobody listens, in the order of the setting
 * @param sockets inodes of the sockets that listen on the others, ascending; a listener's successor
 *     has another one
 * @param connections established connections on all of the ports, those not yet accepted and those
 *     that the peer has half closed among them
 */
public record Ports(List<Integer> closed, List<Long> sockets, int connections) {
  public Ports {
    closed = List.copyOf(closed);
    sockets = List.copyOf(sockets);
  }

  /** Whether somebody listens on every one. */
  public boolean allOpen() {
    return closed.isEmpty() && !sockets.isEmpty();
  }

  /** Whether nobody listens on any. */
  boolean allClosed() {
    return sockets.isEmpty();
  }

  /** Whether nobody listens and nobody is connected: nothing shows that the app is there. */
  public boolean isIdle() {
    return allClosed() && connections == 0;
  }

  /** Whether none of these sockets still listens. */
  boolean replaces(List<Long> others) {
    return Collections.disjoint(sockets, others);
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Ports other
        && Objects.equals(closed, other.closed)
        && Objects.equals(sockets, other.sockets)
        && connections == other.connections;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hashCode(closed) + Objects.hashCode(sockets)) + connections;
  }
}

package io.probeagent.rollout.cluster;

import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands out ports, none of them again for a long time: a client, or the proxy, may still know the
 * pod that had it.
 */
final class PortPool {
  private static final int MEMORY = 2_000;

  private final Deque<InetSocketAddress> given = new ArrayDeque<>();

  private int nextFrom;

  /** The next free one from a port on; any if that is 0. */
  InetSocketAddress nextFrom(int first) throws IOException {
    if (first == 0) {
      return next();
    }
    nextFrom = Math.max(first, nextFrom);
    while (!Ports.isFree(nextFrom)) {
      nextFrom++;
    }
    return Ports.loopback(nextFrom++);
  }

  InetSocketAddress next() throws IOException {
    InetSocketAddress address = Ports.free();
    while (given.contains(address)) {
      address = Ports.free();
    }
    given.addLast(address);
    if (given.size() > MEMORY) {
      given.removeFirst();
    }
    return address;
  }
}

package io.probeagent.agent.http;

import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The open HTTP connections, the one that has waited for longest first.
 *
 * <p>A connection has 10 s for its next whole request. Above the cap the oldest one goes, not the
 * newest: whoever holds connections open cannot keep kubelet out. One that is held by {@code
 * /drain} is neither late nor the oldest; such are few. Belongs to the event loop.
 */
final class Connections {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One who is connected; the same object for as long as that. */
  @FunctionalInterface
  interface Peer {
    /** Ends the connection. */
    void close();
  }

  private final int most;
  private final Timers timers;
  private final LongSupplier clock;
  private final Counters counters;
  private final Map<Peer, Long> waiting = new LinkedHashMap<>();
  private boolean sweeping;

  Connections(int most, Timers timers, LongSupplier clock, Counters counters) {
    this.most = most;
    this.timers = timers;
    this.clock = clock;
    this.counters = counters;
  }

  /** A connection waits for a request, from now on. */
  void waits(Peer peer) {
    waiting.remove(peer);
    if (waiting.size() >= most) {
      endOldest();
    }
    waiting.put(peer, clock.getAsLong());
    if (!sweeping) {
      sweeping = true;
      timers.in(PATIENCE.toNanos(), this::sweep);
    }
  }

  /** Makes room for another one; false if nobody waits. */
  boolean endOldest() {
    if (waiting.isEmpty()) {
      return false;
    }
    Peer oldest = waiting.keySet().iterator().next();
    waiting.remove(oldest);
    counters.closed("cap");
    oldest.close();
    return true;
  }

  /** The same, unless it waits already: then since when it does. */
  void arrives(Peer peer) {
    if (!waiting.containsKey(peer)) {
      waits(peer);
    }
  }

  /** It is gone, or is held on purpose. */
  void forget(Peer peer) {
    waiting.remove(peer);
  }

  int size() {
    return waiting.size();
  }

  /** One timer for all, and none while nobody waits. */
  private void sweep() {
    sweeping = false;
    long now = clock.getAsLong();
    while (!waiting.isEmpty()) {
      Map.Entry<Peer, Long> oldest = waiting.entrySet().iterator().next();
      long left = oldest.getValue() + PATIENCE.toNanos() - now;
      if (left > 0) {
        sweeping = true;
        timers.in(left, this::sweep);
        return;
      }
      waiting.remove(oldest.getKey());
      counters.closed("slow");
      oldest.getKey().close();
    }
  }
}

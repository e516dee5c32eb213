package io.probeagent.agent.http;

import io.netty.channel.Channel;
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

  private final int most;
  private final Timers timers;
  private final LongSupplier clock;
  private final Counters counters;
  private final Map<Channel, Long> waiting = new LinkedHashMap<>();
  private boolean sweeping;

  Connections(int most, Timers timers, LongSupplier clock, Counters counters) {
    this.most = most;
    this.timers = timers;
    this.clock = clock;
    this.counters = counters;
  }

  /** A connection waits for a request, from now on. */
  void waits(Channel channel) {
    waiting.remove(channel);
    if (waiting.size() >= most) {
      Channel oldest = waiting.keySet().iterator().next();
      waiting.remove(oldest);
      counters.closed("cap");
      oldest.close();
    }
    waiting.put(channel, clock.getAsLong());
    if (!sweeping) {
      sweeping = true;
      timers.in(PATIENCE.toNanos(), this::sweep);
    }
  }

  /** It is gone, or is held on purpose. */
  void forget(Channel channel) {
    waiting.remove(channel);
  }

  int size() {
    return waiting.size();
  }

  /** One timer for all, and none while nobody waits. */
  private void sweep() {
    sweeping = false;
    long now = clock.getAsLong();
    while (!waiting.isEmpty()) {
      Map.Entry<Channel, Long> oldest = waiting.entrySet().iterator().next();
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

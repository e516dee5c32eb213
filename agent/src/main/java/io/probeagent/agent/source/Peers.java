package io.probeagent.agent.source;

import io.netty.channel.Channel;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The open connections of all stream sockets, and which of them hold a lease. At most {@value
 * #MOST} connections per app: beyond, the one that has been silent for longest goes, leases last.
 * One without a lease may be silent for 10 s, unless it waits for an answer of ours. Belongs to the
 * event loop.
 */
public final class Peers {
  static final int MOST = 128;
  static final Duration SILENCE = Duration.ofSeconds(10);

  private final Timers timers;
  private final LongSupplier clock;
  private final Map<App, Map<Channel, Peer>> connections = new HashMap<>();
  private boolean sweeping;

  private static final class Peer {
    long heard;
    String lease = "";
    int waits;

    Peer(long heard) {
      this.heard = heard;
    }

    boolean mayGo() {
      return lease.isEmpty() && waits == 0;
    }
  }

  public Peers(Timers timers, LongSupplier clock) {
    this.timers = timers;
    this.clock = clock;
  }

  void opened(App app, Channel channel) {
    Map<Channel, Peer> all = of(app);
    if (all.size() >= MOST) {
      Channel silent = firstToGo(all, channel);
      silent.close();
      all.remove(silent);
      if (silent.equals(channel)) {
        return;
      }
    }
    all.put(channel, new Peer(clock.getAsLong()));
    sweepLater();
  }

  void closed(App app, Channel channel) {
    of(app).remove(channel);
  }

  /** Moves a connection behind those that were silent for longer. */
  void heard(App app, Channel channel) {
    Map<Channel, Peer> all = of(app);
    Peer peer = all.remove(channel);
    if (peer != null) {
      peer.heard = clock.getAsLong();
      all.put(channel, peer);
    }
  }

  /** Makes a connection the holder of a lease; one that held it before is closed. */
  void lease(App app, Channel channel, String id) {
    for (Map.Entry<Channel, Peer> entry : of(app).entrySet()) {
      if (entry.getValue().lease.equals(id)) {
        entry.getValue().lease = "";
        entry.getKey().close();
        break;
      }
    }
    Peer peer = of(app).get(channel);
    if (peer != null) {
      peer.lease = id;
    }
  }

  /** A connection waits for an answer, which may take long. */
  void waits(App app, Channel channel) {
    Peer peer = of(app).get(channel);
    if (peer != null) {
      peer.waits++;
    }
  }

  /** It has got the answer: its silence counts from now on. */
  void answered(App app, Channel channel) {
    Peer peer = of(app).get(channel);
    if (peer != null) {
      peer.waits--;
      heard(app, channel);
      sweepLater();
    }
  }

  /** Whether a connection held that lease until now. */
  boolean release(App app, Channel channel, String id) {
    Peer peer = of(app).get(channel);
    if (peer == null || !peer.lease.equals(id) || id.isEmpty()) {
      return false;
    }
    peer.lease = "";
    return true;
  }

  /** Open connections of all apps. */
  public int count() {
    int count = 0;
    for (Map<Channel, Peer> all : connections.values()) {
      count += all.size();
    }
    return count;
  }

  private static Channel firstToGo(Map<Channel, Peer> all, Channel otherwise) {
    for (Map.Entry<Channel, Peer> entry : all.entrySet()) {
      if (entry.getValue().mayGo()) {
        return entry.getKey();
      }
    }
    return otherwise;
  }

  private Map<Channel, Peer> of(App app) {
    return connections.computeIfAbsent(app, a -> new LinkedHashMap<>());
  }

  /** One timer for all, and none while there is nobody to be silent. */
  private void sweepLater() {
    if (!sweeping) {
      sweeping = true;
      timers.in(SILENCE.toNanos(), this::sweep);
    }
  }

  private void sweep() {
    sweeping = false;
    long now = clock.getAsLong();
    boolean left = false;
    for (Map<Channel, Peer> all : connections.values()) {
      Iterator<Map.Entry<Channel, Peer>> each = all.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<Channel, Peer> entry = each.next();
        if (!entry.getValue().mayGo()) {
          continue;
        }
        if (now - entry.getValue().heard >= SILENCE.toNanos()) {
          each.remove();
          entry.getKey().close();
        } else {
          left = true;
        }
      }
    }
    if (left) {
      sweepLater();
    }
  }
}

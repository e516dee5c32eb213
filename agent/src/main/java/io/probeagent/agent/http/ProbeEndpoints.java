package io.probeagent.agent.http;

import io.netty.channel.ChannelHandler;
import io.probeagent.agent.config.Config;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.metrics.MetricsPage;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.pod.Timers;
import io.probeagent.agent.source.SourceErrors;
import io.probeagent.agent.time.Ticker;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the handler of each connection; the port is bound before there is anything to serve. */
public final class ProbeEndpoints implements AutoCloseable {
  final Connections connections;
  private final Timers timers;
  private final Counters counters;
  private volatile @Nullable Endpoints endpoints;

  public ProbeEndpoints(int maxConnections, Timers timers, Ticker ticker, Counters counters) {
    this.timers = timers;
    this.counters = counters;
    connections = new Connections(maxConnections, timers, ticker::nanos, counters);
  }

  /**
   * Says what is served; to be called before the first connection is accepted.
   *
   * @param heard whether apps can speak
   * @param aside where what may block runs; may reject
   */
  public void serve(
      BooleanSupplier heard,
      Pod pod,
      Refresh refresh,
      StateView state,
      MetricsPage metrics,
      Config config,
      EventLog log,
      SourceErrors errors,
      Holds holds,
      LateAnswers late,
      Executor aside,
      Executor loop) {
    ControlToken token =
        new ControlToken(config.token(), config.tokenFile(), errors, aside, loop, timers);
    DrainDoor door = new DrainDoor(pod, token, holds, late, log, counters);
    endpoints = new Endpoints(heard, pod, refresh, state, door, holds, metrics, counters);
  }

  /** A handler for one connection. */
  ChannelHandler handler(@Nullable Opening opening) {
    return new ProbeHandler(served(), connections, opening);
  }

  /** Answers what was asked before; now or later. */
  void again(Endpoints.Asked asked, Consumer<Endpoints.Reply> out) {
    served().again(asked, out);
  }

  private Endpoints served() {
    Endpoints served = endpoints;
    if (served == null) {
      throw new IllegalStateException("a connection was accepted before there was an answer");
    }
    return served;
  }

  /** Gives back the answers that are kept; for when the event loop has ended. */
  @Override
  public void close() {
    Endpoints served = endpoints;
    if (served != null) {
      served.close();
    }
  }

  /** Connections that wait for a request. */
  public int connections() {
    return connections.size();
  }
}

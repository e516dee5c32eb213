package io.probeagent.sample;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.probeagent.sample.drain.Connections;
import io.probeagent.sample.drain.Timers;
import io.probeagent.sample.drain.Traffic;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The HTTP server. How it ends is the business of a {@link StopMode}. */
final class Server implements AutoCloseable {

  private static final long SHUTDOWN_SECONDS = 2;

  private final EventLoopGroup loops;
  private final Channel listener;
  private final Connections connections;
  private final Traffic traffic;

  private Server(EventLoopGroup loops, Channel listener, Connections connections, Traffic traffic) {
    this.loops = loops;
    this.listener = listener;
    this.connections = connections;
    this.traffic = traffic;
  }

  /**
   * Listens on all addresses.
   *
   * @param port 0 for any free one
   * @param onInFlight gets the number of requests in flight at each change; must not block
   * @throws IllegalStateException if the port cannot be had
   */
  static Server start(int port, Timers timers, StopMode mode, IntConsumer onInFlight)
      throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Traffic traffic = new Traffic(onInFlight);
    Totals totals = new Totals();
    Connections connections =
        new Connections(
            traffic,
            timers,
            Observers::isOne,
            pipeline -> {
              mode.prepare(pipeline);
              pipeline.addLast(new RequestHandler(traffic, totals));
            });
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .handler(connections.acceptor())
            // A peer that has sent its last request still wants the answer; and our end of a
            // connection is closed before the whole of it.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(connections)
            .bind(port)
            .await();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully();
      throw new IllegalStateException("cannot listen on port " + port, bound.cause());
    }
    return new Server(loops, bound.channel(), connections, traffic);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  Traffic traffic() {
    return traffic;
  }

  Connections connections() {
    return connections;
  }

  Channel listener() {
    return listener;
  }

  /** Ends the event loops, and cuts off whatever is left. */
  @Override
  public void close() {
    loops
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}

package io.probeagent.sample;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The HTTP server. How it ends is the business of {@link Drain}. */
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
  static Server start(int port, IntConsumer onInFlight) throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Traffic traffic = new Traffic(onInFlight);
    Connections connections = new Connections(traffic);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            // A peer that has sent its last request still wants the answer.
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

  void closeListener() {
    listener.close().syncUninterruptibly();
  }

  void closeIdleConnections() {
    connections.closeIdle();
  }

  /** Cuts off whatever is left. */
  @Override
  public void close() {
    loops
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  /** Sets up each connection, and knows those that are open. */
  static final class Connections extends ChannelInitializer<SocketChannel> {

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Traffic traffic;

    Connections(Traffic traffic) {
      this.traffic = traffic;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      open.add(channel);
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new RequestCounter(traffic))
          .addLast(new OneAtATime())
          .addLast(new RequestHandler(traffic));
    }

    /** Closes those that owe no answer; each decides by itself, on its event loop. */
    void closeIdle() {
      open.forEach(
          channel -> channel.pipeline().fireUserEventTriggered(RequestCounter.CLOSE_IF_IDLE));
    }
  }
}

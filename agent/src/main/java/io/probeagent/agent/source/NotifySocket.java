package io.probeagent.agent.source;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.net.Acceptor;
import io.probeagent.agent.net.Transport;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** One app's {@code notify.sock}, for programs that speak systemd's sd_notify(3). */
public final class NotifySocket implements AutoCloseable {
  /** Sockets of folders that were replaced; programs that are connected to one stay so. */
  private static final int MOST_RETIRED = 4;

  private final App app;
  private final Pod pod;
  private final EventLoopGroup loop;
  private final Counters counters;
  private final SourceErrors errors;
  private final Transport transport;
  private final Optional<SocketPath> path;
  private final Queue<Channel> retired = new ConcurrentLinkedQueue<>();
  private boolean told;

  public NotifySocket(
      App app,
      Pod pod,
      Transport transport,
      EventLoopGroup loop,
      Counters counters,
      SourceErrors errors) {
    this.app = app;
    this.pod = pod;
    this.loop = loop;
    this.counters = counters;
    this.errors = errors;
    this.transport = transport;
    path =
        transport
            .unixDatagrams()
            .map(
                sockets ->
                    new SocketPath(
                        app,
                        app.config().notifySocket(),
                        "notify",
                        new Datagrams(sockets),
                        errors));
  }

  /**
   * Binds, or binds again if what is at the path is not ours any more: the folder came late, or was
   * replaced. Blocks: not for the event loop.
   *
   * @return whether it was bound now
   * @throws IOException if it cannot be
   */
  public boolean bind() throws IOException {
    return path.isPresent() && path.get().bind();
  }

  /** Binds likewise; what hinders is told. */
  public void tend() {
    if (path.isEmpty()) {
      if (!told) {
        told = true;
        String why = "not available: unix datagrams need epoll, and the transport is " + transport;
        errors.error(
            app.name(), "notify", "unavailable", app.config().notifySocket() + " is " + why);
      }
      return;
    }
    try {
      bind();
    } catch (IOException e) {
      errors.error(app.name(), "notify", "bind", app.config().notifySocket() + ": " + e);
    }
  }

  /** Closes the socket and removes its path, if it is still this one. */
  @Override
  public void close() {
    path.ifPresent(SocketPath::close);
    retired.forEach(Channel::close);
  }

  private final class Datagrams implements SocketPath.Kind {
    private final Supplier<Channel> sockets;

    Datagrams(Supplier<Channel> sockets) {
      this.sockets = sockets;
    }

    @Override
    public ChannelFuture bind(Path aside) {
      Channel socket = sockets.get();
      socket.config().setRecvByteBufAllocator(new DatagramBuffers());
      socket.pipeline().addLast(new NotifyHandler(app, pod, counters, errors));
      return Acceptor.bind(socket, loop.next(), transport.address(aside));
    }

    /** A datagram socket can be connected to as long as a process has it open; nothing is sent. */
    @Override
    public boolean isAnswered(Path path) {
      ChannelFuture connect =
          new Bootstrap()
              .group(loop)
              .channelFactory(sockets::get)
              .handler(new ChannelInboundHandlerAdapter())
              .connect(transport.address(path))
              .awaitUninterruptibly();
      connect.channel().close();
      return connect.isSuccess();
    }

    @Override
    public void replaced(Channel old) {
      retired.add(old);
      if (retired.size() > MOST_RETIRED) {
        retired.remove().close();
      }
    }
  }
}

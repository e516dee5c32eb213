package io.probeagent.agent.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.probeagent.agent.net.Acceptor;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A port of Netty's, for any transport. */
final class ChannelDoor implements Door {
  private final Channel channel;

  private ChannelDoor(Channel channel) {
    this.channel = channel;
  }

  static ChannelDoor bind(
      InetSocketAddress address,
      Transport transport,
      EventLoop loop,
      HttpServer.HandlerFactory handlers)
      throws IOException {
    Channel listener = transport.newTcpServer();
    listener.config().setOption(ChannelOption.SO_BACKLOG, HttpServer.BACKLOG);
    listener.config().setOption(ChannelOption.SO_REUSEADDR, true);
    listener.config().setAutoRead(false);
    listener
        .pipeline()
        .addLast(new Acceptor(child -> HttpServer.prepare(child, handlers.handler(null))));
    ChannelFuture bound = Acceptor.bind(listener, loop, address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      throw cause instanceof IOException e ? e : new IOException(cause);
    }
    return new ChannelDoor(bound.channel());
  }

  @Override
  public void open() {
    channel.config().setAutoRead(true);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly(1000);
  }
}

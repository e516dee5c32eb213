package io.probeagent.agent.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
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
      EventLoopGroup loop,
      HttpServer.HandlerFactory handlers)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.tcpServer())
            .option(ChannelOption.SO_BACKLOG, HttpServer.BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    HttpServer.prepare(child, handlers.handler(null));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
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

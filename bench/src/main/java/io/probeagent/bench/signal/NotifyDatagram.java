package io.probeagent.bench.signal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A datagram on the socket that speaks systemd's protocol. The JDK has none of that kind. */
record NotifyDatagram(EventLoopGroup loop, Channel channel) implements Way {
  static NotifyDatagram in(Path folder) throws IOException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new Deaf())
            .connect(new DomainSocketAddress(folder.resolve("notify.sock").toFile()))
            .syncUninterruptibly()
            .channel();
    return new NotifyDatagram(loop, channel);
  }

  @Override
  public void say(boolean ready) throws IOException {
    String text = ready ? "READY=1" : "READY=0";
    channel
        .writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII))
        .syncUninterruptibly();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Nobody writes to it. */
  @ChannelHandler.Sharable
  private static final class Deaf extends ChannelInboundHandlerAdapter {}
}

package io.probeagent.agent.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.Future;
import io.probeagent.agent.net.Transport;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that speaks sd_notify; what it has sent is in the kernel's queue when it returns. */
public final class NotifySender implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final EventLoopGroup group;
  private final Channel channel;

  private NotifySender(EventLoopGroup group, Channel channel) {
    this.group = group;
    this.channel = channel;
  }

  /** One that names the receiver each time, as sd_notify does. */
  public static NotifySender open() {
    assumeThat(Epoll.isAvailable()).as("unix datagrams need epoll").isTrue();
    EventLoopGroup group = Transport.EPOLL.oneLoop();
    return new NotifySender(group, bootstrap(group).register().syncUninterruptibly().channel());
  }

  /** One that connects to the receiver once, as some programs do. */
  public static NotifySender connected(Path socket) {
    assumeThat(Epoll.isAvailable()).as("unix datagrams need epoll").isTrue();
    EventLoopGroup group = Transport.EPOLL.oneLoop();
    DomainSocketAddress to = new DomainSocketAddress(socket.toString());
    return new NotifySender(group, bootstrap(group).connect(to).syncUninterruptibly().channel());
  }

  @SuppressWarnings("deprecation") // else it may not write before it is bound or connected
  private static Bootstrap bootstrap(EventLoopGroup group) {
    return new Bootstrap()
        .group(group)
        .channel(EpollDomainDatagramChannel.class)
        .option(ChannelOption.DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION, true)
        .handler(new ChannelInboundHandlerAdapter());
  }

  public void send(Path socket, String text) {
    send(socket, text.getBytes(UTF_8));
  }

  public void send(Path socket, byte[] bytes) {
    DomainSocketAddress to = new DomainSocketAddress(socket.toString());
    await(channel.writeAndFlush(new DomainDatagramPacket(Unpooled.wrappedBuffer(bytes), to)));
  }

  /** To where it is connected. */
  public void send(String text) {
    await(channel.writeAndFlush(Unpooled.copiedBuffer(text, UTF_8)));
  }

  private static void await(Future<?> sent) {
    if (!sent.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody reads what is sent");
    }
    if (!sent.isSuccess()) {
      throw new IllegalStateException(sent.cause());
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}

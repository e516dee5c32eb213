package io.probeagent.rollout.daemon;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code NOTIFY_SOCKET} that writes down each datagram and passes it on, as it is. */
final class Tap implements Closeable {
  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final List<DomainSocketAddress> receivers;
  private final List<String> said = new ArrayList<>();
  private int passedOn;

  private Tap(List<Path> receivers) {
    this.receivers =
        receivers.stream().map(path -> new DomainSocketAddress(path.toString())).toList();
  }

  /** Listens at a path, for any user. */
  static Tap at(Path path, List<Path> receivers) throws IOException {
    Tap tap = new Tap(receivers);
    new Bootstrap()
        .group(tap.loop)
        .channel(EpollDomainDatagramChannel.class)
        .handler(tap.new Handler())
        .bind(new DomainSocketAddress(path.toString()))
        .syncUninterruptibly();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    return tap;
  }

  /** All messages so far, each on one line. */
  synchronized List<String> said() {
    return List.copyOf(said);
  }

  /** How many of them every receiver's kernel has taken. */
  synchronized int passedOn() {
    return passedOn;
  }

  private synchronized void hear(String message) {
    said.add(message);
  }

  private synchronized void passed() {
    passedOn++;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Handler extends SimpleChannelInboundHandler<DomainDatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
      hear(packet.content().toString(StandardCharsets.UTF_8));
      Channel channel = context.channel();
      for (int i = 0; i < receivers.size(); i++) {
        boolean last = i == receivers.size() - 1;
        channel
            .writeAndFlush(
                new DomainDatagramPacket(packet.content().retainedDuplicate(), receivers.get(i)))
            .addListener(
                sent -> {
                  if (last && sent.isSuccess()) {
                    passed();
                  }
                });
      }
    }
  }
}

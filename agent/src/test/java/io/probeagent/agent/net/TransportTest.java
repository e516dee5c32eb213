package io.probeagent.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  private static final int PATIENCE = 20;

  @TempDir Path dir;
  private @Nullable EventLoopGroup group;

  @AfterEach
  void end() {
    if (group != null) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE * 1000L);
    }
  }

  @Test
  void epollIsTheBestWhereItCanBeHad() {
    assertThat(Transport.best()).isEqualTo(Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everythingRunsOnOneThreadOfItsOwnName(Transport transport) throws Exception {
    EventLoopGroup loops = loops(transport);
    Set<String> threads = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      Future<String> name = loops.next().submit(() -> Thread.currentThread().getName());
      threads.add(name.get(PATIENCE, TimeUnit.SECONDS));
    }

    assertThat(threads).singleElement().asString().startsWith("probe-loop");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void itsServerTakesTcp(Transport transport) throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Channel server =
        bootstrap(transport, accepted)
            .channelFactory(transport::newTcpServer)
            .bind(any)
            .sync()
            .channel();
    int port = ((ServerSocketChannel) server).localAddress().getPort();

    try (Socket client = new Socket(any.getAddress(), port)) {
      assertThat(accepted.get(PATIENCE, TimeUnit.SECONDS).remoteAddress())
          .isEqualTo(client.getLocalSocketAddress());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void thePeerOfAUnixSocketIsKnownByItsUser(Transport transport) throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    Path path = dir.resolve("s");
    bootstrap(transport, accepted)
        .channelFactory(transport::newUnixServer)
        .bind(transport.address(path))
        .sync();

    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(path));
      Channel peer = accepted.get(PATIENCE, TimeUnit.SECONDS);
      int own = (Integer) Files.getAttribute(dir, "unix:uid");

      assertThat(transport.isPeer(peer, own)).isTrue();
      assertThat(transport.isPeer(peer, own + 1)).isFalse();
      assertThat(transport.peer(peer))
          .isEqualTo(
              transport == Transport.EPOLL ? Integer.toString(own) : Files.getOwner(dir).getName());
    }
  }

  private ServerBootstrap bootstrap(Transport transport, CompletableFuture<Channel> accepted) {
    return new ServerBootstrap()
        .group(loops(transport))
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                accepted.complete(channel);
              }
            });
  }

  private EventLoopGroup loops(Transport transport) {
    assumeThat(transport == Transport.NIO || Epoll.isAvailable())
        .as("this machine has epoll")
        .isTrue();
    EventLoopGroup loops = transport.oneLoop();
    group = loops;
    return loops;
  }
}

package io.probeagent.bench.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each way of saying it does. */
class WaysTest {
  @TempDir private Path folder;

  @Test
  void aFileComesAndGoes() throws Exception {
    Way way = TouchedFile.in(folder);
    way.say(true);
    assertThat(folder.resolve("live")).isEmptyFile();
    way.say(false);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileIsReplacedAtOnce() throws Exception {
    Path live = Files.createFile(folder.resolve("live"));
    Way way = RenamedFile.in(folder);
    Object before = Files.getAttribute(live, "unix:ino");
    way.say(false);
    assertThat(live).hasContent("READY=0\n");
    assertThat(Files.getAttribute(live, "unix:ino")).isNotEqualTo(before);
    way.say(true);
    assertThat(live).hasContent("READY=1\n");
  }

  @Test
  void aLineIsAnswered() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("signal.sock")));
      try (Way way = StreamLine.in(folder);
          SocketChannel agent = server.accept()) {
        way.say(false);
        ByteBuffer heard = ByteBuffer.allocate(64);
        agent.read(heard);
        assertThat(StandardCharsets.US_ASCII.decode(heard.flip()).toString())
            .isEqualTo("READY=0\n");
        agent.write(ByteBuffer.wrap("OK\n".getBytes(StandardCharsets.US_ASCII)));
        way.settle();
        agent.write(ByteBuffer.wrap("ERR no\n".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(way::settle).hasMessageContaining("'ERR no' (expected: OK)");
      }
    }
  }

  @Test
  void aDatagramIsOneMessage() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      Channel agent =
          new Bootstrap()
              .group(loop)
              .channel(EpollDomainDatagramChannel.class)
              .handler(
                  new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext c, DomainDatagramPacket p) {
                      heard.add(p.content().toString(StandardCharsets.US_ASCII));
                    }
                  })
              .bind(new DomainSocketAddress(folder.resolve("notify.sock").toFile()))
              .sync()
              .channel();
      try (Way way = NotifyDatagram.in(folder)) {
        way.say(true);
        way.say(false);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("READY=1");
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("READY=0");
      }
      agent.close().sync();
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}

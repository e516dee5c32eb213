package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.probeagent.agent.config.Config.Listen;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A site behind a real port of loopback. The sockets are real, the time is not. */
final class TestServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final TestSite site;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final HttpServer server;
  private final List<Channel> accepted = new CopyOnWriteArrayList<>();

  private TestServer(Transport transport, TestSite site, Listen listen) throws IOException {
    assumeThat(transport == Transport.NIO || Epoll.isAvailable())
        .as("this machine has epoll")
        .isTrue();
    this.site = site;
    group = transport.oneLoop();
    loop = group.next();
    try {
      server = HttpServer.bind(listen, transport, loop, site.endpoints(), this::handler);
    } catch (IOException e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  /** Binds without accepting. */
  static TestServer bound(Transport transport, TestSite site, Listen listen) throws IOException {
    return new TestServer(transport, site, listen);
  }

  static TestServer open(Transport transport, TestSite site) throws IOException {
    TestServer server = bound(transport, site, new Listen("127.0.0.1", 0));
    server.open();
    return server;
  }

  void open() {
    loop.execute(server::open);
  }

  InetSocketAddress address() {
    return server.address();
  }

  Client connect() {
    return Client.to(address());
  }

  String probe(String path) {
    return Client.probe(address(), path);
  }

  /** Lets the timers' time pass, on the event loop. */
  void pass(Duration time) {
    onLoop(
        () -> {
          site.time().pass(time);
          return true;
        });
  }

  /** Does something where everything of the site is done. */
  <T> T onLoop(Callable<T> task) {
    try {
      return loop.submit(task).get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until the event loop finds that something holds. */
  void await(String what, Callable<Boolean> condition) {
    long start = System.nanoTime();
    while (!onLoop(condition)) {
      assertThat(System.nanoTime() - start).as("ns without: %s", what).isLessThan(PATIENCE_NANOS);
    }
  }

  /** The connections that were accepted, in their order. */
  List<Channel> accepted() {
    return accepted;
  }

  /** Stops to accept. */
  void closePort() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    onLoop(() -> accepted.stream().map(Channel::close).toList());
    // A loop that ends at once may forget the handlers, and these the memory that they hold.
    await(
        "an end of all connections",
        () -> accepted.stream().allMatch(c -> c.pipeline().first() == null));
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(20, TimeUnit.SECONDS);
  }

  private ChannelInitializer<Channel> handler(@Nullable Opening opening) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        accepted.add(channel);
        channel.pipeline().addLast(site.endpoints().handler(opening));
      }
    };
  }
}

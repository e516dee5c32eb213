package io.probeagent.sample.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.probeagent.sample.RawClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that is drained: one event loop accepts, another serves, and both can be held up. */
final class TestServer implements AutoCloseable {

  /** Longer than any test waits: what takes it does not end by itself. */
  static final Duration EVER = Duration.ofHours(1);

  /** Only a test that fails waits that long. */
  private static final long LIMIT_SECONDS = 30;

  final Traffic traffic = new Traffic(count -> this.counts.add(count));
  final BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
  final BlockingQueue<String> executed = new LinkedBlockingQueue<>();
  final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
  final Connections connections;
  final EventLoopGroup boss = loop();
  final EventLoopGroup worker = loop();
  final Channel listener;
  final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Queue<Thread> drains = new ConcurrentLinkedQueue<>();

  TestServer(Timers timers) throws InterruptedException {
    connections =
        new Connections(
            traffic,
            timers,
            head -> head.uri().equals("/metrics"),
            pipeline -> pipeline.addLast(new TestApp(executed, held)));
    listener =
        new ServerBootstrap()
            .group(boss, worker)
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .handler(connections.acceptor())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(connections)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  /** Times of which none comes to its end. */
  static Timers patient() {
    return new Timers(EVER, EVER, EVER, EVER, EVER, EVER, EVER);
  }

  /** Times that let a drain end as soon as nothing holds it. */
  static Timers quick() {
    return new Timers(EVER, Duration.ZERO, EVER, EVER, EVER, EVER, EVER);
  }

  private static EventLoopGroup loop() {
    return new MultiThreadIoEventLoopGroup(
        1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  RawClient connect() throws Exception {
    return new RawClient(port());
  }

  /** Connects, and returns when the server knows it. */
  RawClient connectAndServe() throws Exception {
    RawClient client = connect();
    client.send(RawClient.request("GET /now"));
    assertThat(client.answer()).endsWith("done").doesNotContain("close");
    return client;
  }

  /** Lets the next held answer go. */
  void release() throws InterruptedException {
    next(held, "a held answer").run();
  }

  void awaitExecuted(String path) throws InterruptedException {
    assertThat(next(executed, "a request")).isEqualTo(path);
  }

  void awaitInFlight(int wanted) throws InterruptedException {
    while (next(counts, "in-flight count " + wanted) != wanted) {
      // The counts before it.
    }
  }

  /** Drains without a delay on a thread of its own. */
  CompletableFuture<Void> drain(Duration deadline) {
    return drain(Duration.ZERO, deadline);
  }

  CompletableFuture<Void> drain(Duration delay, Duration deadline) {
    Drain drain = new Drain(connections, listener, lines::add);
    return CompletableFuture.runAsync(
        () -> {
          try {
            drain.run(delay, deadline);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> {
          Thread thread = new Thread(task, "drain");
          drains.add(thread);
          thread.start();
        });
  }

  static void await(CompletableFuture<Void> drain) throws Exception {
    drain.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns once a phase has begun, of which all connections have heard. */
  void awaitPhase(Phase phase) throws Exception {
    awaitLine("drain phase=" + phase + " ");
    settle();
  }

  /** The line by which a drain sums up. */
  String summary() throws InterruptedException {
    return awaitLine("drain over: ");
  }

  String awaitLine(String start) throws InterruptedException {
    String line;
    do {
      line = next(lines, start);
    } while (!line.startsWith(start));
    return line;
  }

  /** Returns once that many connections are open. */
  void awaitOpen(int wanted) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (traffic.tally().open() != wanted) {
      assertThat(System.nanoTime() - limit).as("open connections: " + wanted).isNegative();
      Thread.onSpinWait();
    }
  }

  /** Returns when the loops have done all that they were asked to before. */
  void settle() throws Exception {
    for (int turn = 0; turn < 3; turn++) {
      boss.schedule(() -> {}, 2 * Connections.TURN_MILLIS, TimeUnit.MILLISECONDS).sync();
      worker.schedule(() -> {}, 2 * Connections.TURN_MILLIS, TimeUnit.MILLISECONDS).sync();
    }
  }

  /** Holds up an event loop; returns what lets it go on. */
  static Runnable hold(EventLoopGroup loop) throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    loop.execute(
        () -> {
          arrived.countDown();
          try {
            if (!go.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
              throw new IllegalStateException("held up for too long");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    arrived.await();
    return go::countDown;
  }

  static String count(Outcome outcome, int count) {
    return String.format(Locale.ROOT, " %s=%d ", outcome.label(), count);
  }

  private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
    @Nullable T next = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError(what + " did not come within " + LIMIT_SECONDS + " s");
    }
    return next;
  }

  /** A drain that is still under way ends before the event loops do, which it uses. */
  @Override
  public void close() {
    for (Thread drain : drains) {
      drain.interrupt();
      try {
        drain.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    boss.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    worker.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}

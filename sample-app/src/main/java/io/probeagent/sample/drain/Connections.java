package io.probeagent.sample.drain;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The connections of a server for HTTP/1.1, WebSockets and HTTP/2 (cleartext, prior knowledge),
 * each set up so that a {@link Drain} can end it without losing a request.
 *
 * <pre>{@code
 * Connections connections = new Connections(traffic, Timers.DEFAULT, isObserver, pipeline -> pipeline.addLast(new MyHandler()));
 * new ServerBootstrap()
 *     .handler(connections.acceptor())
 *     .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
 *     .childHandler(connections)
 * }</pre>
 *
 * <p>The app's handlers get one request after the other as {@code HttpObject}s, be it of HTTP/1.1
 * or of an HTTP/2 stream. The phases from {@link Phase#NUDGE} on reach them as user events: time to
 * end an answer that has no end of its own.
 */
@ChannelHandler.Sharable
public final class Connections extends ChannelInitializer<SocketChannel> {

  /** Enough for the loop to have been to its sockets once more; see {@link #closeListener}. */
  static final long TURN_MILLIS = 2;

  private static final int MAX_SWEEPS = 500;

  private final Map<Channel, Connection> open = new ConcurrentHashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private final Traffic traffic;
  private final Timers timers;
  private final Predicate<HttpRequest> isObserver;
  private final Consumer<ChannelPipeline> app;

  /**
   * @param isObserver which requests are a scraper's or a probe's, for which no drain waits
   * @param app adds the app's handlers to the end of a pipeline
   */
  public Connections(
      Traffic traffic,
      Timers timers,
      Predicate<HttpRequest> isObserver,
      Consumer<ChannelPipeline> app) {
    this.traffic = traffic;
    this.timers = timers;
    this.isObserver = isObserver;
    this.app = app;
  }

  Traffic traffic() {
    return traffic;
  }

  Timers timers() {
    return timers;
  }

  boolean isObserver(HttpRequest head) {
    return isObserver.test(head);
  }

  void addApp(ChannelPipeline pipeline) {
    app.accept(pipeline);
  }

  /** The listener's own handler: a connection is known from the moment it is accepted. */
  public ChannelHandler acceptor() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof Channel channel) {
          accepted.incrementAndGet();
          open.put(channel, Connection.opened(traffic, channel));
          channel.closeFuture().addListener(done -> open.remove(channel));
        }
        ctx.fireChannelRead(msg);
      }
    };
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Connection connection = open.get(channel);
    if (connection == null) {
      throw new IllegalStateException("the listener has no acceptor() of these connections");
    }
    FirstBytes.install(channel.pipeline(), this, connection);
  }

  /**
   * Lets every connection know of a phase, on its event loop. One that is not registered yet reads
   * the phase when it is: it was entered before.
   */
  void tell(Phase phase) {
    each(pipeline -> pipeline.fireUserEventTriggered(phase));
  }

  /** Does something to every connection, on its event loop. */
  public void each(Consumer<ChannelPipeline> what) {
    for (Channel channel : open.keySet()) {
      if (channel.isRegistered()) {
        channel.eventLoop().execute(() -> what.accept(channel.pipeline()));
      }
    }
  }

  /**
   * Closes a listener behind the last connection that has come to it. The kernel resets those that
   * wait to be accepted when it closes; so (1) the loop goes to its sockets once more and accepts
   * what is there, (2) if that was anything, again, (3) else the listener is closed in that very
   * turn. Waits for that until the limit, of {@link System#nanoTime}; a loop may be held up.
   */
  void closeListener(Channel listener, long until) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    listener.closeFuture().addListener(done -> closed.countDown());
    listener.eventLoop().execute(() -> sweep(listener, -1, MAX_SWEEPS));
    closed.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void sweep(Channel listener, long before, int left) {
    long now = accepted.get();
    if (now == before || left == 0) {
      listener.close();
    } else {
      // A timer, since a task would run before the loop has looked at its sockets.
      listener
          .eventLoop()
          .schedule(() -> sweep(listener, now, left - 1), TURN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}

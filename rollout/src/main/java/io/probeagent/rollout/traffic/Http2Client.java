package io.probeagent.rollout.traffic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.probeagent.rollout.record.Failure;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps several requests under way on one connection. Once the server says GOAWAY, a new connection
 * takes over, while the old one waits for its answers. All on one event loop.
 */
final class Http2Client implements Http2Connection.Owner {
  static final int STREAMS = 5;

  private final EventLoop loop;
  private final Service service;
  private final Requests requests;
  private final Account account;
  private final Duration patience;
  private final AtomicInteger open;
  private final Set<Http2Connection> connections = new HashSet<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private @Nullable Http2Connection current;
  private boolean stopping;

  /**
   * @param open counts the open connections
   */
  Http2Client(
      EventLoop loop,
      Service service,
      Requests requests,
      Account account,
      Duration patience,
      AtomicInteger open) {
    this.loop = loop;
    this.service = service;
    this.requests = requests;
    this.account = account;
    this.patience = patience;
    this.open = open;
  }

  void start() {
    loop.execute(
        () -> {
          for (int i = 0; i < STREAMS; i++) {
            next();
          }
        });
  }

  /** Begins nothing more; complete once all answers are there and the connections closed. */
  CompletableFuture<Void> stop() {
    loop.execute(
        () -> {
          stopping = true;
          current = null;
          Set.copyOf(connections).forEach(Http2Connection::retire);
          endIfOver();
        });
    return ended;
  }

  private void next() {
    ask(requests.next());
  }

  private void ask(Request request) {
    if (stopping) {
      return;
    }
    Http2Call call = new Http2Call(request);
    Http2Connection connection = current == null ? connect() : current;
    if (connection == null) {
      failed("", call, new ConnectException("the Service has no endpoint"));
    } else {
      connection.ask(call, patience);
    }
  }

  private @Nullable Http2Connection connect() {
    Endpoint endpoint = service.pick().orElse(null);
    if (endpoint == null) {
      return null;
    }
    Http2Connection connection = new Http2Connection(endpoint.pod(), loop, this);
    connections.add(connection);
    current = connection;
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            (int) Math.min(Integer.MAX_VALUE, patience.toMillis()))
        .handler(connection.initializer())
        .connect(endpoint.address())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                connection.end(connected.cause());
              }
            });
    return connection;
  }

  private void failed(String pod, Http2Call call, Exception error) {
    answered(pod, call, Diagnosis.of(error));
  }

  @Override
  public void answered(String pod, Http2Call call, @Nullable Failure failure) {
    account.ended(pod, call.start, call.request.asked(), failure);
    if (failure == null) {
      next();
    } else {
      loop.schedule(this::next, Stop.AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void handedBack(String pod, Http2Call call) {
    account.handedBack(pod);
    ask(call.request);
  }

  @Override
  public void retired(Http2Connection connection) {
    if (current == connection) {
      current = null;
    }
  }

  @Override
  public void opened() {
    open.incrementAndGet();
  }

  @Override
  public void closed() {
    open.decrementAndGet();
  }

  @Override
  public void over(Http2Connection connection) {
    connections.remove(connection);
    endIfOver();
  }

  private void endIfOver() {
    if (stopping && connections.isEmpty()) {
      ended.complete(null);
    }
  }
}

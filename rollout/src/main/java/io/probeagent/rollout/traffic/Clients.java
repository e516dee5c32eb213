package io.probeagent.rollout.traffic;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.record.Chronicle;
import io.probeagent.rollout.record.ClientKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Clients at work. Each sends its requests once, one after the other or as its kind does, and tells
 * a {@link Chronicle} how each has ended. Each asks the {@link Service} for an endpoint when it
 * makes a connection, and only then.
 */
public final class Clients implements AutoCloseable {
  /** Beyond what a request may take: to be told, and to close. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Load load;
  private final Service http1;
  private final Service http2Service;
  private final Chronicle chronicle;
  private final Stop stop = new Stop();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private final List<Http2Client> http2 = new ArrayList<>();
  private final EventLoopGroup loops;
  private final ExecutorService jdkExecutor =
      Executors.newCachedThreadPool(new DefaultThreadFactory("client-jdk-callback", true));

  private Clients(Load load, Service http1, Service http2, Chronicle chronicle) {
    this.load = load;
    this.http1 = http1;
    this.http2Service = http2;
    this.chronicle = chronicle;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("client-http2", true), NioIoHandler.newFactory());
  }

  /**
   * Starts them all.
   *
   * @throws IOException if a relay cannot listen on loopback
   */
  public static Clients start(Load load, Service service, Chronicle chronicle) throws IOException {
    return start(load, service, service, chronicle);
  }

  /**
   * Likewise, where a proxy has an address of its own for HTTP/2.
   *
   * @throws IOException if a relay cannot listen on loopback
   */
  public static Clients start(Load load, Service http1, Service http2, Chronicle chronicle)
      throws IOException {
    Clients clients = new Clients(load, http1, http2, chronicle);
    try {
      SplittableRandom random = new SplittableRandom(load.seed());
      for (ClientKind kind : ClientKind.values()) {
        for (int i = 1; i <= load.clients().getOrDefault(kind, 0); i++) {
          clients.add(kind, i, random.split());
        }
      }
    } catch (IOException e) {
      clients.stop();
      throw e;
    }
    clients.threads.forEach(Thread::start);
    clients.http2.forEach(Http2Client::start);
    return clients;
  }

  private void add(ClientKind kind, int number, SplittableRandom random) throws IOException {
    Requests requests = new Requests(load.plan(), kind, random);
    Account account = new Account(kind, chronicle);
    if (kind == ClientKind.HTTP2) {
      http2.add(
          new Http2Client(loops.next(), http2Service, requests, account, load.patience(), open));
      return;
    }
    Client client = client(kind, requests, account, random);
    threads.add(new Daemons("client-" + kind.label() + "-" + number).newThread(() -> run(client)));
  }

  private Client client(
      ClientKind kind, Requests requests, Account account, SplittableRandom random)
      throws IOException {
    Duration patience = load.patience();
    Seat seat = new Seat(http1, open);
    LongSupplier noThink = () -> 0;
    return switch (kind) {
      case NEW_CONNECTION ->
          new SequentialClient(requests, seat, account, stop, patience, true, noThink);
      case BUSY, STREAM ->
          new SequentialClient(requests, seat, account, stop, patience, false, noThink);
      case KEEP_ALIVE -> {
        LongSupplier think = () -> random.nextLong(load.think().toMillis() + 1);
        yield new SequentialClient(requests, seat, account, stop, patience, false, think);
      }
      case PIPELINE -> new PipelineClient(requests, seat, account, stop, patience);
      case UPLOAD ->
          new UploadClient(random, load.plan().maxWorkMs(), seat, account, stop, patience);
      case SSE -> new SseClient(random, seat, account, stop, patience);
      case JDK -> {
        Relay relay = Relay.start(http1, patience);
        relays.add(relay);
        yield new JdkClient(jdkExecutor, relay, requests, account, stop, patience);
      }
      case HTTP2 -> throw new IllegalArgumentException("HTTP2 has no thread of its own");
    };
  }

  private void run(Client client) {
    try (client) {
      while (!stop.isAsked()) {
        client.turn();
      }
      client.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many connections are open. */
  public int open() {
    return open.get() + relays.stream().mapToInt(Relay::open).sum();
  }

  /**
   * Ends them: each finishes the request under way, and closes its connection. Returns when all
   * have, or after the patience for a request and 5 s. What is not finished by then is cut off, and
   * told as failed. Does nothing the second time.
   */
  public void stop() {
    if (stopped.getAndSet(true)) {
      return;
    }
    stop.ask();
    long deadline = System.nanoTime() + load.patience().plus(MARGIN).toNanos();
    CompletableFuture<?> ended =
        CompletableFuture.allOf(
            http2.stream().map(Http2Client::stop).toArray(CompletableFuture<?>[]::new));
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      }
      ended.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      // Cut off below.
    }
    // An interrupt closes the channel that a thread is reading from.
    threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
    relays.forEach(Relay::close);
    loops.shutdownGracefully(0, MARGIN.toMillis(), TimeUnit.MILLISECONDS);
    jdkExecutor.shutdown();
  }

  @Override
  public void close() {
    stop();
  }
}

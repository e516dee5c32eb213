package io.probeagent.rollout.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.process.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that answers {@code /quick} at once, and {@code /slow} when it is told to. */
final class SlowBackend implements Closeable {
  private final ExecutorService threads = Executors.newCachedThreadPool(new Daemons("backend"));
  private final HttpServer server = HttpServer.create(Ports.loopback(0), 100);
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  SlowBackend() throws IOException {
    server.createContext("/slow", this::slow);
    server.createContext("/quick", SlowBackend::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Waits until it holds so many more requests. */
  boolean awaitHeld(int requests) throws InterruptedException {
    return arrived.tryAcquire(requests, Run.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Answers all that it holds, and no longer holds any. */
  void release() {
    released.countDown();
  }

  private void slow(HttpExchange exchange) throws IOException {
    arrived.release();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Daemons;
import io.probeagent.rollout.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * HAProxy leaves a pod as its preStop hook and its stop signal have it, with requests in flight.
 */
final class HaProxyDrainIT {
  private static final int REQUESTS = 20;

  private final Bench bench = new Bench();
  private final ExecutorService threads = Executors.newCachedThreadPool(new Daemons("backend"));
  private final HttpServer backend = HttpServer.create(Ports.loopback(0), REQUESTS);
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HaProxyDrainIT() throws IOException {}

  @BeforeEach
  void serve() throws Exception {
    Daemon.HAPROXY.assumeInstalled(bench.home());
    backend.createContext("/slow", this::slow);
    backend.createContext("/quick", HaProxyDrainIT::answer);
    backend.setExecutor(threads);
    backend.start();
    Daemon.HAPROXY.prepare(bench.home(), bench.port());
    Path file = Daemon.HAPROXY.file(bench.home());
    String proxying =
        Files.readString(file)
            .replace(
                "http-request return status 200",
                "default_backend app\nbackend app\n  server app 127.0.0.1:"
                    + backend.getAddress().getPort());
    assertThat(proxying).contains("default_backend");
    Files.writeString(file, proxying);
  }

  @AfterEach
  void close() throws IOException {
    released.countDown();
    bench.close();
    backend.stop(0);
    threads.shutdownNow();
  }

  @Test
  void losesNoRequest() throws Exception {
    AgentProcess agent =
        bench.agent("--app-ports=" + bench.port(), "--ready-by=word", "--drain-delay=200ms");
    Path socket = bench.awaitNotifySocket();
    Sight.await(agent, "UNKNOWN 503/503/503");
    Run run = bench.run(Daemon.HAPROXY, socket);
    Sight.await(agent, "READY 200/200/200 #1");

    List<CompletableFuture<Integer>> inFlight = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      inFlight.add(ask("/slow"));
    }
    assertThat(arrived.tryAcquire(REQUESTS, Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    // What the kernel told a moment ago may be shown again.
    JsonNode busy =
        Await.answer(Run.LIMIT, () -> app(agent), s -> s.path("in_flight").asInt() == REQUESTS);
    assertThat(busy.path("in_flight").asInt()).isEqualTo(REQUESTS);
    assertThat(busy.path("in_flight_from").asText()).isEqualTo("ports");

    Bench.say(bench.dir().resolve("signal.sock"), "DRAIN");
    Sight.await(agent, "DRAINING 200/200/503 #1");
    // It serves on: not everybody knows yet that it is to get nothing more.
    assertThat(ask("/quick").get(Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);

    run.signal("USR1");
    assertThat(Await.answer(Run.LIMIT, () -> Listener.on(bench.port()), on -> !on)).isFalse();
    // The port is closed, but whoever has a connection still waits for his answer.
    JsonNode closed =
        Await.answer(
            Run.LIMIT,
            () -> app(agent),
            state ->
                state.at("/ports/closed/0").asInt() == bench.port()
                    && state.path("in_flight").asInt() == REQUESTS);
    assertThat(closed.at("/ports/closed/0").asInt()).isEqualTo(bench.port());
    assertThat(closed.path("in_flight").asInt()).isEqualTo(REQUESTS);
    Sight.await(agent, "DRAINING 200/200/503 #1");

    released.countDown();
    for (CompletableFuture<Integer> request : inFlight) {
      assertThat(request.get(Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
    }
    run.awaitEnd();
    Sight.await(agent, "STOPPED 503/503/503 #1");

    bench.run(Daemon.HAPROXY, socket);
    Sight.await(agent, "READY 200/200/200 #2");
    assertThat(app(agent).path("drain").isMissingNode()).isTrue();
  }

  private CompletableFuture<Integer> ask(String path) {
    URI uri = URI.create("http://127.0.0.1:" + bench.port() + path);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
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

  private static JsonNode app(AgentProcess agent) {
    return agent.state().path("apps").path(0);
  }
}

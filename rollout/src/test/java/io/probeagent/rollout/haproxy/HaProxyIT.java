package io.probeagent.rollout.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.probeagent.rollout.cluster.PodAddress;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.traffic.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real thing, in front of servers that stand for an app and its agent. */
final class HaProxyIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder = Folder.create();
  private final AtomicInteger ready = new AtomicInteger(200);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer app = HttpServer.create(Ports.loopback(0), 0);
  private final HttpServer agent = HttpServer.create(Ports.loopback(0), 0);

  HaProxyIT() throws IOException {}

  @BeforeEach
  void serve() {
    assumeTrue(HaProxy.installed().isPresent(), "haproxy is not installed");
    answer(app, new AtomicInteger(200));
    answer(agent, ready);
  }

  @AfterEach
  void close() throws IOException {
    app.stop(0);
    agent.stop(0);
    Folder.delete(folder);
  }

  private static void answer(HttpServer server, AtomicInteger status) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
  }

  @Test
  void sendsToPodsWhoseAgentIsReady() throws Exception {
    PodAddress pod = new PodAddress("web-1-1", app.getAddress(), agent.getAddress());
    try (HaProxy proxy = start()) {
      assertThat(get(proxy.http1()).statusCode()).isEqualTo(503);
      proxy.created(pod);
      assertThat(proxy.awaitUp(1, LIMIT)).as(proxy::problem).isTrue();
      HttpResponse<Void> answer = get(proxy.http1());
      assertThat(answer.statusCode()).isEqualTo(200);
      String server = answer.headers().firstValue("x-served-by").orElseThrow();
      assertThat(proxy.pod(server)).contains("web-1-1");

      ready.set(503);
      assertThat(Await.answer(LIMIT, proxy::up, List::isEmpty)).isEmpty();
      assertThat(get(proxy.http1()).statusCode()).isEqualTo(503);
      ready.set(200);
      assertThat(proxy.awaitUp(1, LIMIT)).isTrue();

      proxy.gone(pod);
      assertThat(Await.answer(LIMIT, proxy::up, List::isEmpty)).isEmpty();
      assertThat(get(proxy.http1()).statusCode()).isEqualTo(503);
      assertThat(proxy.problem()).isEmpty();
    }
  }

  @Test
  void aPodIsNotSentAnythingBeforeItsFirstGoodCheck() throws Exception {
    ready.set(503);
    PodAddress pod = new PodAddress("a", app.getAddress(), agent.getAddress());
    // A check in so long a time that the test is over before the second.
    Options options =
        new Options(HaProxy.installed().orElseThrow(), 1, Duration.ofHours(1), "/", "roundrobin");
    try (HaProxy proxy = HaProxy.start(options, folder)) {
      proxy.created(pod);
      Await.answer(LIMIT, () -> proxy.pod("s1"), Optional::isPresent);
      for (int i = 0; i < 100; i++) {
        assertThat(get(proxy.http1()).statusCode()).isEqualTo(503);
      }
      assertThat(proxy.problem()).isEmpty();
    }
  }

  @Test
  void slotsAreTakenAgain() throws Exception {
    PodAddress pod = new PodAddress("a", app.getAddress(), null);
    try (HaProxy proxy = start()) {
      for (int i = 0; i < 3; i++) {
        proxy.created(pod);
        assertThat(proxy.awaitUp(1, LIMIT)).as(proxy::problem).isTrue();
        proxy.gone(pod);
        assertThat(Await.answer(LIMIT, proxy::up, List::isEmpty)).isEmpty();
      }
      proxy.created(pod);
      proxy.created(new PodAddress("b", app.getAddress(), null));
      proxy.created(new PodAddress("c", app.getAddress(), null));
      String problem = Await.answer(LIMIT, proxy::problem, text -> !text.isEmpty());
      assertThat(problem).contains("no slot is left for c");
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    Options options =
        new Options(HaProxy.installed().orElseThrow(), 1, Duration.ofSeconds(1), "/", "nonsense");
    assertThatThrownBy(() -> HaProxy.start(options, folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("haproxy does not run; it said: ");
  }

  private HaProxy start() throws IOException, InterruptedException {
    Options options =
        new Options(
            HaProxy.installed().orElseThrow(), 2, Duration.ofMillis(50), "/ready", "leastconn");
    return HaProxy.start(options, folder);
  }

  private HttpResponse<Void> get(Service service) throws IOException, InterruptedException {
    InetSocketAddress address = service.pick().orElseThrow().address();
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/");
    return client.send(
        HttpRequest.newBuilder(uri).timeout(LIMIT).build(), HttpResponse.BodyHandlers.discarding());
  }
}

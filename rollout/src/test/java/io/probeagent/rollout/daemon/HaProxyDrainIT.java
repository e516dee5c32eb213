package io.probeagent.rollout.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Daemons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
  private final SlowBackend backend = new SlowBackend();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HaProxyDrainIT() throws IOException {}

  @BeforeEach
  void serve() throws Exception {
    Daemon.HAPROXY.assumeInstalled(bench.home());
    Daemon.HAPROXY.prepare(bench.home(), bench.port());
    Path file = Daemon.HAPROXY.file(bench.home());
    String proxying =
        Files.readString(file)
            .replace(
                "http-request return status 200",
                "default_backend app\nbackend app\n  server app 127.0.0.1:" + backend.port());
    assertThat(proxying).contains("default_backend");
    Files.writeString(file, proxying);
  }

  @AfterEach
  void close() throws IOException {
    backend.close();
    bench.close();
  }

  /** The hook is over before the last answer was: SIGUSR1 comes with requests in flight. */
  @Test
  void losesNoRequestThatIsInFlightWhenItIsToldToStop() throws Exception {
    AgentProcess agent = agent();
    Run run = start(agent);
    List<CompletableFuture<Integer>> inFlight = fly(agent);

    Bench.say(bench.dir().resolve("signal.sock"), "DRAIN");
    Sight.await(agent, "DRAINING 200/200/503 #1");
    run.signal("USR1");
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

    backend.release();
    assertAnswered(inFlight);
    assertEndsAndStartsAgain(agent, run);
  }

  /** A client that closes its connections has its answer before the hook is over. */
  @Test
  void theHookIsHeldUntilNothingIsInFlight() throws Exception {
    Path file = Daemon.HAPROXY.file(bench.home());
    Files.writeString(
        file, Files.readString(file).replace("mode http", "mode http\n  option httpclose"));
    AgentProcess agent = agent();
    Run run = start(agent);
    List<CompletableFuture<Integer>> inFlight = fly(agent);

    // Not in the common pool: on two cores it has one thread, which the client needs too.
    CompletableFuture<String> hook =
        CompletableFuture.supplyAsync(
            this::drain, task -> new Daemons("hook").newThread(task).start());
    Sight.await(agent, "DRAINING 200/200/503 #1");
    // It serves on: not everybody knows yet that it is to get nothing more.
    assertThat(ask("/quick").get(Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
    JsonNode delayed =
        Await.answer(
            Run.LIMIT,
            () -> app(agent),
            state ->
                state.at("/drain/delay_left_ms").asLong() <= 0
                    && state.path("in_flight").asInt() == REQUESTS);
    assertThat(delayed.at("/drain/delay_left_ms").asLong()).isNotPositive();
    assertThat(delayed.path("in_flight").asInt()).isEqualTo(REQUESTS);
    assertThat(hook).isNotDone();

    backend.release();
    assertAnswered(inFlight);
    JsonNode over =
        AgentProcess.event(hook.get(Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).at("/apps/0");
    assertThat(over.path("over").asText()).as(over::toString).isEqualTo("drained");
    assertThat(over.at("/in_flight/left").asInt(-1)).isZero();
    assertThat(over.at("/in_flight/from").asText()).isEqualTo("ports");
    run.signal("USR1");
    assertEndsAndStartsAgain(agent, run);
  }

  private AgentProcess agent() throws Exception {
    // The cap of the hold lies far behind whatever a busy machine takes for the steps of a test.
    return bench.agent(
        "--poll=250ms",
        "--app-ports=" + bench.port(),
        "--ready-by=word",
        "--drain-delay=200ms",
        "--grace-period=10m");
  }

  private Run start(AgentProcess agent) throws Exception {
    Path socket = bench.awaitNotifySocket();
    Sight.await(agent, "UNKNOWN 503/503/503");
    Run run = bench.run(Daemon.HAPROXY, socket);
    Sight.await(agent, "READY 200/200/200 #1");
    return run;
  }

  /** Sends requests; all are with the backend when this returns, and the agent counts them. */
  private List<CompletableFuture<Integer>> fly(AgentProcess agent) throws Exception {
    List<CompletableFuture<Integer>> inFlight = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      inFlight.add(ask("/slow"));
    }
    assertThat(backend.awaitHeld(REQUESTS)).isTrue();
    // What the kernel told a moment ago may be shown again.
    JsonNode busy =
        Await.answer(
            Run.LIMIT, () -> app(agent), state -> state.path("in_flight").asInt() == REQUESTS);
    assertThat(busy.path("in_flight").asInt()).isEqualTo(REQUESTS);
    assertThat(busy.path("in_flight_from").asText()).isEqualTo("ports");
    return inFlight;
  }

  private static void assertAnswered(List<CompletableFuture<Integer>> requests) throws Exception {
    for (CompletableFuture<Integer> request : requests) {
      assertThat(request.get(Run.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private void assertEndsAndStartsAgain(AgentProcess agent, Run run) throws Exception {
    run.awaitEnd();
    Sight.await(agent, "STOPPED 503/503/503 #1");
    bench.run(Daemon.HAPROXY, bench.awaitNotifySocket());
    Sight.await(agent, "READY 200/200/200 #2");
    assertThat(app(agent).path("drain").isMissingNode()).isTrue();
  }

  private String drain() {
    try {
      return Bench.say(bench.dir().resolve("signal.sock"), "DRAIN wait");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Integer> ask(String path) {
    URI uri = URI.create("http://127.0.0.1:" + bench.port() + path);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private static JsonNode app(AgentProcess agent) {
    return agent.state().path("apps").path(0);
  }
}

package io.probeagent.sample.drain;

import static io.probeagent.sample.drain.TestServer.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.sample.RawClient;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections that come while the server leaves. */
final class ListenerRacesTest {

  /** R1: still routed after SIGTERM. */
  @Test
  void whoeverComesIsServedUntilTheVeryEnd() throws Exception {
    try (TestServer server = new TestServer(TestServer.quick());
        RawClient open = server.connectAndServe()) {
      CompletableFuture<Void> drain = server.drain(Duration.ZERO, EVER);
      server.awaitPhase(Phase.NUDGE);
      try (RawClient late = server.connect()) {
        late.send(RawClient.request("GET /now"));
        assertThat(late.answer()).contains("\r\nconnection: close\r\n").endsWith("done");
      }
      server.traffic.hurry();
      server.awaitPhase(Phase.FINISH);
      assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
      assertThat(open.rest()).isEmpty();
      open.leave();
      TestServer.await(drain);
    }
  }

  /** R1, before the delay is over: nobody is told to go, since he could be sent here again. */
  @Test
  void duringTheDelayNobodyIsToldToGo() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient());
        RawClient open = server.connectAndServe()) {
      CompletableFuture<Void> drain = server.drain(EVER, EVER);
      server.awaitPhase(Phase.PROPAGATE);
      open.send(RawClient.request("GET /now"));
      assertThat(open.answer()).doesNotContain("close");
      try (RawClient late = server.connectAndServe()) {
        late.send(RawClient.request("GET /now"));
        assertThat(late.answer()).doesNotContain("close");
      }
      assertThat(drain).isNotDone();
      server.traffic.hurry();
    }
  }

  /** R2: a request in the accept queue when the listener closes. */
  @Test
  void thoseInTheAcceptQueueAreServed() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient())) {
      List<RawClient> clients = new ArrayList<>();
      Runnable go = TestServer.hold(server.boss);
      server.traffic.hurry();
      CompletableFuture<Void> drain = server.drain(EVER);
      server.awaitLine("drain phase=QUIESCE ");
      // More than the loop accepts in one turn.
      for (int i = 0; i < 40; i++) {
        RawClient client = server.connect();
        client.send(RawClient.request("GET /now"));
        clients.add(client);
      }
      go.run();
      for (RawClient client : clients) {
        assertThat(client.answer()).contains("\r\nconnection: close\r\n").endsWith("done");
        client.leave();
      }
      TestServer.await(drain);
    }
  }

  /** R3: accepted, but not set up when the phase changes. */
  @Test
  void thoseThatAreAcceptedAreKnownBeforeTheyAreSetUp() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient())) {
      Runnable go = TestServer.hold(server.worker);
      try (RawClient client = server.connect()) {
        client.send(RawClient.request("GET /now"));
        server.awaitOpen(1);
        server.traffic.hurry();
        CompletableFuture<Void> drain = server.drain(EVER);
        server.awaitLine("drain phase=FINISH ");
        assertThat(drain).isNotDone();
        go.run();
        assertThat(client.answer()).contains("\r\nconnection: close\r\n").endsWith("done");
        client.leave();
        TestServer.await(drain);
      }
    }
  }

  /** R15: zero for an instant between two requests. */
  @Test
  void whoeverClosesMayComeBack() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient())) {
      server.connectAndServe().leave();
      server.awaitOpen(0);
      server.drain(EVER);
      server.awaitPhase(Phase.NUDGE);
      try (RawClient again = server.connect()) {
        again.send(RawClient.request("GET /now"));
        assertThat(again.answer()).endsWith("done");
      }
      assertThat(server.traffic.phase()).isEqualTo(Phase.NUDGE);
      server.traffic.hurry();
    }
  }

  /** R17: scrapers and probes are no traffic. */
  @Test
  void nobodyWaitsForAScraper() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient());
        RawClient scraper = server.connect()) {
      scraper.send(RawClient.request("GET /metrics"));
      assertThat(scraper.answer()).endsWith("done");
      CompletableFuture<Void> drain = server.drain(EVER);
      server.awaitPhase(Phase.FINISH);
      assertThat(server.counts).isEmpty();
      assertThat(scraper.rest()).isEmpty();
      scraper.leave();
      TestServer.await(drain);
    }
  }

  /** R17, the other way round: a proxy may send both on one connection. */
  @Test
  void aConnectionOnWhichAnAppsRequestComesIsAnApps() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient());
        RawClient proxy = server.connect()) {
      proxy.send(RawClient.request("GET /metrics") + RawClient.request("GET /now"));
      proxy.answer();
      proxy.answer();
      server.drain(EVER);
      server.awaitPhase(Phase.NUDGE);
      assertThat(server.traffic.phase()).isEqualTo(Phase.NUDGE);
      proxy.send(RawClient.request("GET /now"));
      assertThat(proxy.answer()).contains("\r\nconnection: close\r\n").endsWith("done");
    }
  }

  /** A load balancer's check by TCP alone is no traffic either. */
  @Test
  void nobodyWaitsForAConnectionThatNeverSaidAnything() throws Exception {
    try (TestServer server = new TestServer(TestServer.patient())) {
      server.connect().leave();
      server.awaitOpen(0);
      TestServer.await(server.drain(EVER));
    }
  }
}

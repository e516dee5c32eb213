package io.probeagent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.client.DrainPlan;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the server ends, with requests under way. */
final class DrainTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final BlockingQueue<String> phases = new LinkedBlockingQueue<>();
  private final CountDownLatch hurry = new CountDownLatch(1);
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void servesAsEverWhileItPropagates() throws Exception {
    try (RawClient before = fixture.connect()) {
      before.send(RawClient.request("GET /"));
      before.answer();
      CompletableFuture<Void> drained = drain(new DrainPlan(LONG, LONG));
      awaitPhase("PROPAGATE", 0);
      before.send(RawClient.request("GET /"));
      assertThat(before.answer()).doesNotContain("connection: close").endsWith("hello\n");
      try (RawClient later = fixture.connect()) {
        later.send(RawClient.request("GET /metrics"));
        assertThat(later.answer())
            .doesNotContain("connection: close")
            .endsWith("\nsample_app_draining 1\n");
      }
      assertThat(drained).isNotDone();
      hurry.countDown();
      drained.get(30, TimeUnit.SECONDS);
      assertThat(before.rest()).as("an idle connection").isEmpty();
    }
  }

  @Test
  void finishesWhatIsInFlightAfterTheListenerIsClosed() throws Exception {
    try (RawClient idle = fixture.connect();
        RawClient busy = fixture.connect()) {
      idle.send(RawClient.request("GET /"));
      idle.answer();
      fixture.awaitInFlight(0);
      busy.send("POST /upload HTTP/1.1\r\nContent-Length: 10\r\n\r\nfirst");
      fixture.awaitInFlight(1);
      CompletableFuture<Void> drained = drain(new DrainPlan(Duration.ZERO, LONG));
      awaitPhase("PROPAGATE", 1);
      awaitPhase("QUIESCE", 1);
      awaitPhase("FINISH", 1);
      assertThat(idle.rest()).as("an idle connection").isEmpty();
      assertThatThrownBy(() -> fixture.connect()).isInstanceOf(ConnectException.class);
      assertThat(drained).isNotDone();
      busy.send("later");
      assertThat(busy.rest())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nconnection: close\r\n")
          .endsWith("\r\n\r\n10\n");
      awaitPhase("CLEANUP", 0);
      drained.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void cutsOffAtTheDeadlineWhatNeverEnds() throws Exception {
    try (RawClient stuck = fixture.connect()) {
      stuck.send("POST /upload HTTP/1.1\r\nContent-Length: 10\r\n\r\n");
      fixture.awaitInFlight(1);
      Duration moment = Duration.ofMillis(50);
      CompletableFuture<Void> drained = drain(new DrainPlan(LONG, moment));
      drained.get(30, TimeUnit.SECONDS);
      awaitPhase("PROPAGATE", 1);
      awaitPhase("QUIESCE", 1);
      awaitPhase("FINISH", 1);
      awaitPhase("CLEANUP", 1);
      assertThat(stuck.rest()).isEmpty();
      fixture.awaitIdle();
    }
  }

  private CompletableFuture<Void> drain(DrainPlan plan) {
    Drain drain = new Drain(fixture.server, phases::add);
    return CompletableFuture.runAsync(
        () -> {
          try {
            drain.run(plan, hurry);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "drain").start());
  }

  private void awaitPhase(String phase, int inFlight) throws InterruptedException {
    assertThat(phases.poll(30, TimeUnit.SECONDS))
        .matches("drain phase=" + phase + " t=\\d+\\.\\d{3}s inflight=" + inFlight);
  }
}

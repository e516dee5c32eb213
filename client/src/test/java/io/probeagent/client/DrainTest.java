package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a stop, and its end. */
final class DrainTest {

  @TempDir private Path path;
  private SharedFolder folder;

  @BeforeEach
  void folder() {
    folder = new SharedFolder(path);
  }

  @Test
  void theAgentsPlanHolds() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    UnaryOperator<String> answers =
        line ->
            line.equals("STOPPING=1")
                ? "OK delay_ms=" + asked.incrementAndGet() + " deadline_ms=20000\n"
                : "OK\n";
    try (FakeAgent agent = new FakeAgent(path, answers)) {
      ProbeClient client = folder.connect(new FakeClock());
      client.ready();
      DrainPlan plan = client.draining();
      assertThat(plan).isEqualTo(new DrainPlan(Duration.ofMillis(1), Duration.ofSeconds(20)));
      assertThat(client.draining()).isSameAs(plan);
      client.ready();
      client.status("after ready");
      assertThat(agent.linesUntil("STATUS=after ready"))
          .containsSubsequence("READY=1", "STOPPING=1")
          .containsOnlyOnce("READY=1", "STOPPING=1");
      client.close();
      assertThat(client.draining()).isSameAs(plan);
    }
  }

  @Test
  void withoutAnAgentTheDefaultHolds() {
    try (Warnings warnings = new Warnings();
        ProbeClient client = ProbeClient.connect(folder.env())) {
      assertThat(client.draining())
          .isEqualTo(new DrainPlan(Duration.ofSeconds(5), Duration.ofSeconds(27)));
      assertThat(warnings.texts()).hasSizeLessThan(2);
    }
  }

  @Test
  void anAnswerThatComesTooLateChangesNothing() throws Exception {
    try (Warnings warnings = new Warnings();
        ProbeClient client = ProbeClient.connect(folder.env())) {
      DrainPlan plan = client.draining();
      try (FakeAgent agent = new FakeAgent(path, line -> "OK delay_ms=1 deadline_ms=2\n")) {
        agent.linesUntil("STOPPING=1");
        client.notReady("waits until the plan was read");
        assertThat(client.draining()).isEqualTo(plan);
      }
      assertThat(warnings.texts()).isNotEmpty();
    }
  }

  @Test
  void theFileGoesAfterTheGoodBye() throws Exception {
    SharedFolder shared = folder;
    CompletableFuture<String> fileAtBye = new CompletableFuture<>();
    UnaryOperator<String> answers =
        line -> {
          if (line.equals("BYE=1")) {
            fileAtBye.complete(shared.live());
          }
          return "OK\n";
        };
    try (FakeAgent agent = new FakeAgent(path, answers)) {
      ProbeClient client = folder.connect(new FakeClock());
      client.ready();
      client.close();
      assertThat(folder.live()).as("after close()").isEqualTo(SharedFolder.GONE);
      assertThat(fileAtBye.get(30, TimeUnit.SECONDS)).contains("READY=1");
      assertThat(agent.linesUntil(FakeAgent.END)).endsWith("BYE=1", FakeAgent.END);
    }
  }

  @Test
  void afterTheEndNothingHappens() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK)) {
      ProbeClient client = folder.connect(new FakeClock());
      client.close();
      client.close();
      folder.awaitGone();
      client.ready();
      client.notReady("x");
      client.status("x");
      client.alive();
      client.inFlight(1);
      assertThat(client.draining()).isEqualTo(DrainPlan.ALONE);
      client.close();
      assertThat(agent.linesUntil(FakeAgent.END)).endsWith("READY=0", "BYE=1", FakeAgent.END);
      assertThat(folder.live()).isEqualTo(SharedFolder.GONE);
    }
  }
}

package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call waits for an agent or a volume that does not answer. */
final class BoundedWaitTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path path;
  private SharedFolder folder;

  @BeforeEach
  void folder() {
    folder = new SharedFolder(path);
  }

  @Test
  void anAgentThatNeverAnswersHoldsNobodyUp() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.SILENT)) {
      assertTimeoutPreemptively(
          LIMIT,
          () -> {
            ProbeClient client = ProbeClient.connect(folder.env());
            client.ready();
            agent.linesUntil("READY=1");
            client.notReady("x");
            agent.linesUntil("STATUS=x");
            assertThat(client.draining()).isEqualTo(DrainPlan.DEFAULT);
            agent.linesUntil("STOPPING=1");
            client.close();
            assertThat(agent.lines(2)).containsExactly("BYE=1", FakeAgent.END);
          });
      folder.awaitGone();
    }
  }

  @Test
  void aHangingVolumeHoldsNobodyUp() throws Exception {
    CountDownLatch resumed = new CountDownLatch(1);
    LongSupplier hangs =
        () -> {
          if (Thread.currentThread().getName().equals(ProbeClient.THREAD_NAME)) {
            try {
              resumed.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return System.nanoTime();
        };
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          ProbeClient client = ProbeClient.connect(folder.env(), hangs, Duration.ofMillis(200));
          client.ready();
          client.status("x");
          client.alive();
          client.inFlight(1);
          assertThat(client.draining()).isEqualTo(DrainPlan.DEFAULT);
          client.close();
        });
    resumed.countDown();
  }

  @Test
  void anInterruptedCallerGoesOnAtOnceAndStaysInterrupted() throws Exception {
    try (FakeAgent agent = new FakeAgent(path, FakeAgent.OK);
        ProbeClient client = folder.connect(System::nanoTime)) {
      Thread.currentThread().interrupt();
      client.ready();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(agent.lines(3)).endsWith("READY=1");
    }
  }
}

package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.time.Ticker;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Kubernetes waits for before it starts the app: that the sockets are bound. */
@Timeout(60)
final class FirstLookTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void isOverOnlyOnceTheSocketsWereTended() throws Exception {
    try (FolderWatch watch =
        new FolderWatch(
            List.of(),
            Duration.ofMinutes(1),
            Ticker.SYSTEM,
            FileSystems.getDefault()::newWatchService,
            (app, signal) -> {},
            (app, source, kind, detail) -> {},
            this::bind)) {
      assertThat(watch.hasLooked()).as("not started").isFalse();
      watch.start();
      begun.await();
      assertThat(watch.hasLooked()).as("binds").isFalse();
      goOn.countDown();
      assertThat(watch.awaitFirstLook(Duration.ofSeconds(20))).isTrue();
      assertThat(watch.hasLooked()).isTrue();
    }
  }

  private void bind() {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments in which there is no agent, or only half of one. */
final class WithoutAgentTest {

  /** Less than the client waits for an acknowledgement, which the file alone has to replace. */
  private static final Duration PATIENCE = SharedFolder.PATIENCE.minusSeconds(10);

  @Test
  void withoutAFolderNothingHappensButOneWarning() {
    try (Warnings warnings = new Warnings()) {
      ProbeClient client = ProbeClient.connect(Map.of());
      client.ready();
      client.notReady("x");
      client.status("x");
      client.alive();
      client.inFlight(1);
      assertThatThrownBy(() -> client.inFlight(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThat(client.draining()).isEqualTo(new DrainPlan(Duration.ZERO, Duration.ofSeconds(27)));
      client.close();
      assertThat(warnings.texts())
          .containsExactly("PROBE_DIR is not set: no agent hears of this app's state");
    }
  }

  @Test
  void theRealEnvironmentIsRead() {
    try (Warnings warnings = new Warnings();
        ProbeClient client = ProbeClient.connect()) {
      assertThat(client.draining()).isEqualTo(DrainPlan.ALONE);
      assertThat(warnings.texts()).hasSize(1);
    }
  }

  @Test
  void aSocketPathThatIsTooLongLeavesTheFile(@TempDir Path temp) throws Exception {
    Path path = Files.createDirectory(temp.resolve("a".repeat(100)));
    SharedFolder folder = new SharedFolder(path);
    try (Warnings warnings = new Warnings()) {
      ProbeClient client =
          assertTimeoutPreemptively(PATIENCE, () -> folder.connect(System::nanoTime));
      assertTimeoutPreemptively(PATIENCE, client::ready);
      assertThat(folder.live()).endsWith("READY=1\n");
      client.close();
      assertThat(folder.live()).isEqualTo(SharedFolder.GONE);
      assertThat(warnings.texts())
          .containsExactly(
              "socket path "
                  + path.resolve("signal.sock")
                  + " is too long (expected: <= 100 bytes); probe file only");
    }
  }
}

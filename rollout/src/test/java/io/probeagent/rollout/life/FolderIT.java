package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Folder;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared folder comes late, goes away, and comes back: no app may suffer from that. */
final class FolderIT {
  private Stage stage;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void mayComeLate() throws Exception {
    Files.delete(stage.dir());
    AgentProcess agent = stage.agent();
    stage.await(Verdicts.DOWN);
    Files.createDirectory(stage.dir());
    Files.createFile(stage.dir().resolve("live"));
    stage.await(Verdicts.READY);
    stage.awaitSocket();
    assertThat(Talk.once(stage.socket(), "STATUS=hello")).isEqualTo("OK");
    assertThat(agent.state().at("/apps/0/instance/status").asText()).isEqualTo("hello");
  }

  @Test
  void mayBeReplacedUnderAnAppThatOnlyHasAFile() throws Exception {
    Files.createFile(stage.dir().resolve("live"));
    AgentProcess agent = stage.agent("--poll=100ms");
    stage.await(Verdicts.READY);
    Path next = Files.createDirectory(stage.root().resolve("next"));
    Files.createFile(next.resolve("live"));

    try (Watcher watcher = Watcher.of(stage.prober(), Duration.ofMillis(5))) {
      Files.move(stage.dir(), stage.root().resolve("old"));
      stage.awaitError(agent, "unreadable");
      Files.move(next, stage.dir(), StandardCopyOption.ATOMIC_MOVE);
      stage.awaitSocket();
      assertThat(watcher.samples()).isNotEmpty().allMatch(sample -> sample.code() == 200);
    }
    Files.delete(stage.dir().resolve("live"));
    stage.await(Verdicts.DOWN);
  }

  @Test
  void mayBeRemovedUnderAnAppThatHoldsALease() throws Exception {
    AgentProcess agent = stage.agent("--poll=100ms");
    try (Talk app = Talk.to(stage.socket());
        Watcher watcher = Watcher.of(stage.prober(), Duration.ofMillis(5))) {
      app.say("INSTANCE=i1");
      app.say("READY=1");
      stage.await(Verdicts.READY);
      long ready = System.nanoTime();
      Folder.delete(stage.dir());
      stage.awaitError(agent, "unreadable");
      assertThat(app.say("X_INFLIGHT=3")).isEqualTo("OK");
      Files.createDirectory(stage.dir());
      stage.awaitSocket();
      stage.awaitRemembered("\"said\":\"READY\"");
      assertThat(watcher.samples())
          .filteredOn(sample -> sample.asked() - ready >= 0)
          .isNotEmpty()
          .allMatch(sample -> sample.code() == 200);
      Talk.once(stage.socket(), "READY=0");
      stage.await(Verdicts.UNREADY);
    }
  }
}

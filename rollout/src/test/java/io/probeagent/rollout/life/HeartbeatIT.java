package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Await;
import io.probeagent.rollout.process.Verdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that does nothing but touch a file, as its author would try it out. */
final class HeartbeatIT {
  private static final Verdicts SILENT = new Verdicts(200, 503, 503);

  private Stage stage;
  private Path live;

  @BeforeEach
  void set() throws Exception {
    stage = Stage.set();
    live = stage.dir().resolve("live");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void aBeatThatStopsAndComesBack() throws Exception {
    AgentProcess agent = stage.agent("--file-max-age=1s");
    Files.createFile(live);
    for (int i = 0; i < 2; i++) {
      awaitBeating(Verdicts.READY);
      stage.await(SILENT);
    }
    awaitBeating(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(1);
    Files.delete(live);
    stage.await(Verdicts.DOWN);
  }

  @Test
  void aFileThatACrashHasLeftIsTooOldUntilTheNextRunTouchesIt() throws Exception {
    leftLongAgo();
    AgentProcess agent = stage.agent("--file-max-age=30s");
    assertThat(stage.prober().verdicts()).isEqualTo(SILENT);
    touch();
    stage.await(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(1);

    Files.delete(live);
    Files.createFile(live);
    Await.answer(
        Stage.LIMIT, () -> agent.state().at("/apps/0/instance/number").asInt(), n -> n == 2);
    stage.await(Verdicts.READY);
    assertThat(agent.state().at("/apps/0/instance/number").asInt()).isEqualTo(2);
  }

  @Test
  void whileItDrainsNoBeatIsMissed() throws Exception {
    leftLongAgo();
    stage.agent("--file-max-age=30s");
    assertThat(stage.prober().verdicts()).isEqualTo(SILENT);
    stage.awaitSocket();
    assertThat(Talk.once(stage.socket(), "DRAIN")).startsWith("OK");
    stage.await(Verdicts.UNREADY);
    assertThat(Talk.once(stage.socket(), "UNDRAIN")).isEqualTo("OK");
    stage.await(SILENT);
  }

  @Test
  void theAgentsRestartBeatsForNobody() throws Exception {
    leftLongAgo();
    AgentProcess agent = stage.agent("--file-max-age=30s");
    stage.awaitRemembered("\"said\":\"READY\"");
    agent.child().kill();
    stage.agent("--file-max-age=30s");

    assertThat(stage.prober().verdicts()).isEqualTo(SILENT);
  }

  private void leftLongAgo() throws IOException {
    Files.createFile(live);
    Files.setLastModifiedTime(live, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  private void awaitBeating(Verdicts expected) throws InterruptedException {
    Verdicts actual =
        Await.answer(
            Stage.LIMIT,
            () -> {
              touch();
              return stage.prober().verdicts();
            },
            expected::equals);
    assertThat(actual).isEqualTo(expected);
  }

  private void touch() {
    try {
      Files.setLastModifiedTime(live, FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

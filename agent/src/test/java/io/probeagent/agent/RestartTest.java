package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.LineClient;
import io.probeagent.agent.fake.RunningAgent;
import io.probeagent.agent.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that comes back answers as it did before, from the first answer on. */
@Timeout(60)
final class RestartTest {
  @TempDir private Path dir;
  private RunningAgent agent;

  @BeforeEach
  void open() throws Exception {
    agent = start();
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void aLeaseIsAwaitedAndComesBack() throws Exception {
    try (LineClient app = agent.connect()) {
      app.say("INSTANCE=4f2a", "READY=1", "STATUS=warm");
      restart();

      assertThat(agent.get("/ready")).isEqualTo("200 ok");
      assertThat(lease()).isEqualTo("awaited");
      assertThat(agent.state().at("/instance/status").asText()).isEqualTo("warm");
    }
    try (LineClient again = agent.connect()) {
      again.say("INSTANCE=4f2a", "READY=1");
      assertThat(lease()).isEqualTo("held");
      assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);
      assertThat(agent.hasLogged("\"transition\"")).isFalse();
    }
  }

  @Test
  void aLeaseThatDoesNotComeBackIsLostAfterItsTimeout() throws Exception {
    LineClient app = agent.connect();
    app.say("INSTANCE=4f2a", "READY=1");
    agent.close();
    app.close();

    agent = RunningAgent.start(dir, Transport.best(), "PROBE_LEASE_TIMEOUT=200ms");

    // Where an agent is busy for longer than that, both steps are one: LeaseTest tells them apart.
    agent.awaitLine("transition", "\"to\":\"FAILED\"", "lease lost");
  }

  @Test
  void aFileIsTheSameInstanceIfItIsTheSameFile() throws Exception {
    put("READY=0\n");
    agent.awaitLine("transition", "\"to\":\"STARTING\"");
    restart();
    assertThat(agent.get("/live")).isEqualTo("200 ok");
    assertThat(agent.get("/ready")).startsWith("503 ");
    assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(1);

    agent.close();
    put("READY=1\n");
    agent = RunningAgent.start(dir, Transport.best());

    assertThat(agent.get("/ready")).as("by the first answer").isEqualTo("200 ok");
    assertThat(agent.state().at("/instance/number").asInt()).isEqualTo(2);
  }

  @Test
  void aFileThatWentMeanwhileHasEndedItsInstance() throws Exception {
    Files.createFile(dir.resolve("live"));
    agent.awaitLine("transition", "\"to\":\"READY\"");
    agent.close();
    Files.delete(dir.resolve("live"));

    agent = RunningAgent.start(dir, Transport.best());

    assertThat(agent.get("/live")).startsWith("503 ");
    assertThat(agent.state().path("phase").asText()).isEqualTo("STOPPED");
  }

  @Test
  void aDrainGoesOnWhereItWas() throws Exception {
    try (LineClient operator = agent.connect()) {
      operator.say("READY=1", "DRAIN");
    }
    restart();

    assertThat(agent.get("/ready")).isEqualTo("503 app not ready: draining: drain asked for");
    assertThat(agent.state().at("/drain/deadline_left_ms").asLong()).isBetween(20_001L, 30_000L);
  }

  @Test
  void aStateThatCannotBeUsedIsToldAndTheRestIsRead() throws Exception {
    agent.close();
    Files.writeString(dir.resolve(".agent/state.json"), "{\"version\":99}");
    Files.createFile(dir.resolve("live"));

    agent = RunningAgent.start(dir, Transport.best());

    assertThat(agent.awaitLine("state_ignored")).contains("version is 99 (expected: 2)");
    assertThat(agent.get("/ready")).isEqualTo("200 ok");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    agent.close();
    agent.close();

    assertThat(dir.resolve("signal.sock")).doesNotExist();
  }

  /** In one step: a file that is written in place may be seen empty, which is ready. */
  private void put(String content) throws IOException {
    Path aside = Files.writeString(dir.resolve(".live"), content);
    Files.move(aside, dir.resolve("live"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void restart() throws Exception {
    agent.close();
    agent = start();
  }

  /** One that awaits a lease for longer than a restart takes. */
  private RunningAgent start() throws Exception {
    return RunningAgent.start(dir, Transport.best(), "PROBE_LEASE_TIMEOUT=10m");
  }

  private String lease() throws Exception {
    return agent.state().at("/instance/lease").asText();
  }
}

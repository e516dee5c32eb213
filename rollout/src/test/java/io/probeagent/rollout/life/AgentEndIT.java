package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the agent itself ends: with 0, and not before the app. */
final class AgentEndIT {
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

  private Child ready(String... flags) throws Exception {
    Files.createFile(live);
    AgentProcess agent = stage.agent(flags);
    stage.await(Verdicts.READY);
    return agent.child();
  }

  @Test
  void aNativeSidecarEndsAtOnce() throws Exception {
    Child agent = ready("--sidecar=native");
    agent.terminate();
    assertThat(Stage.exitCode(agent)).isZero();
    assertThat(agent.output().lines()).anyMatch(line -> line.contains("\"why\":\"told to\""));
    assertThat(stage.socket()).as("its socket").doesNotExist();
  }

  @Test
  void aSidecarWithoutAnAppEndsAtOnce() throws Exception {
    Child agent = stage.agent().child();
    agent.terminate();
    assertThat(Stage.exitCode(agent)).isZero();
  }

  @Test
  void aRegularSidecarOutlivesTheApp() throws Exception {
    Child agent = ready();
    agent.terminate();
    stage.await(Verdicts.UNREADY);
    assertThat(agent.isAlive()).isTrue();
    Files.delete(live);
    assertThat(Stage.exitCode(agent)).isZero();
    assertThat(agent.output().lines())
        .anyMatch(line -> line.contains("\"why\":\"every app has ended\""));
  }

  @Test
  void anAppThatNeverEndsDoesNotKeepItBeyondTheGracePeriod() throws Exception {
    Child agent = ready("--grace-period=4s", "--drain-delay=100ms");
    long told = System.nanoTime();
    agent.terminate();
    assertThat(Stage.exitCode(agent)).isZero();
    // Far less than the usual 28 s, and more than a busy machine adds.
    assertThat(Duration.ofNanos(System.nanoTime() - told))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
    assertThat(agent.output().lines())
        .anyMatch(line -> line.contains("\"at_most_ms\":2000"))
        .anyMatch(line -> line.contains("\"to\":\"DRAINING\""))
        .anyMatch(line -> line.contains("\"why\":\"the grace period is nearly over\""));
  }

  @Test
  void aSecondSignalIsObeyedAtOnce() throws Exception {
    Child agent = ready();
    agent.terminate();
    stage.await(Verdicts.UNREADY);
    agent.terminate();
    assertThat(Stage.exitCode(agent)).isZero();
    assertThat(agent.output().lines()).anyMatch(line -> line.contains("told twice"));
  }

  @Test
  void ctrlCIsLikeSigterm() throws Exception {
    Child agent = ready();
    assumeFalse(ignoresInterrupt(agent), "SIGINT is ignored here, as in a shell's background job");
    interrupt(agent);
    stage.await(Verdicts.UNREADY);
    interrupt(agent);
    assertThat(Stage.exitCode(agent)).isZero();
  }

  @Test
  void inAJobItEndsWithTheApp() throws Exception {
    Child agent = ready("--exit-with-app=true");
    Files.delete(live);
    assertThat(Stage.exitCode(agent)).isZero();
  }

  @Test
  void inAJobItWaitsForABrokenAppToBeRestarted() throws Exception {
    AgentProcess agent = stage.agent("--exit-with-app=true");
    try (Talk app = Talk.to(stage.socket())) {
      app.say("INSTANCE=i1");
      app.say("READY=1");
      app.say("WATCHDOG=trigger");
      stage.awaitPhase(agent, "FAILED");
      Talk.once(stage.socket(), "INSTANCE=i2");
      stage.await(Verdicts.STARTING);
    }
    assertThat(agent.child().isAlive()).isTrue();
  }

  private static void interrupt(Child agent) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(agent.pid())).start().waitFor();
  }

  /** Bit 2 of SigIgn; the JVM then takes no handler for it. */
  private static boolean ignoresInterrupt(Child agent) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}

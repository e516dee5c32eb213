package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Java;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL of an app that holds a lease, and the container's restart, which keeps the folder. */
final class AppKillIT {
  private static final Duration LEASE_TIMEOUT = Duration.ofMillis(1500);
  private static final String FLAG = "--lease-timeout=1500ms";

  @ParameterizedTest
  @EnumSource(names = {"STARTING", "READY", "NOT_READY", "STOPPING", "DRAINED"})
  void livesUntilTheLeaseTimesOut(Scene scene) throws Exception {
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(FLAG);
      Child app = act(stage, scene);
      stage.await(scene.verdicts());

      try (Watcher watcher = Watcher.of(stage.prober(), Duration.ofMillis(5))) {
        long killed = System.nanoTime();
        app.kill();
        stage.await(Verdicts.DOWN);
        if (scene == Scene.READY) {
          Stage.awaitLogged(agent, Map.of("event", "verdict", "live", "true", "ready", "false"));
        }
        assertThat(watcher.awaitRound(Stage.LIMIT)).isTrue();
        assertThat(watcher.samples())
            .filteredOn(s -> s.probe() == Probe.LIVE && s.code() != 200)
            .isNotEmpty()
            .allMatch(s -> s.answered() - killed >= LEASE_TIMEOUT.toNanos());
      }
      stage.awaitPhase(agent, "FAILED");
      assertThat(stage.dir().resolve("live")).as("the old file").exists();
      startsClean(stage, agent);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READY", "STOPPING", "DRAINED"})
  void aSuccessorThatIsQuickDoesNotWaitForTheTimeOut(Scene scene) throws Exception {
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent("--lease-timeout=10m");
      Child app = act(stage, scene);
      app.kill();
      stage.await(Verdicts.UNREADY);
      startsClean(stage, agent);
    }
  }

  @Test
  void theSampleAppIsRestartedInItsFolder() throws Exception {
    try (Stage stage = Stage.set()) {
      AgentProcess agent = stage.agent(FLAG);
      Child app = sampleApp(stage);
      stage.await(Verdicts.READY);
      String id = agent.state().at("/apps/0/instance/id").asText();
      assertThat(Talk.once(stage.socket(), "DRAIN")).startsWith("OK delay_ms=");
      stage.await(Verdicts.UNREADY);

      app.kill();
      stage.await(Verdicts.DOWN);
      sampleApp(stage);
      stage.await(Verdicts.READY);
      JsonNode now = agent.state().at("/apps/0");
      assertThat(now.at("/instance/id").asText()).isNotEqualTo(id);
      assertThat(now.has("drain")).as("the drain").isFalse();
    }
  }

  private static Child act(Stage stage, Scene scene) throws Exception {
    List<String> words =
        scene.words().stream().flatMap(w -> java.util.stream.Stream.of("STATUS=old", w)).toList();
    Child app = stage.run(List.of(), Map.of(), LeaseApp.command(stage, "i1", words));
    assertThat(app.output().await(Stage.LIMIT, "said all"::equals)).isPresent();
    if (scene == Scene.DRAINED) {
      Talk.once(stage.socket(), "DRAIN");
    }
    return app;
  }

  /** The next instance inherits nothing, though the old file still says what the old one said. */
  private static void startsClean(Stage stage, AgentProcess agent) throws Exception {
    List<String> command = LeaseApp.command(stage, "i2", List.of("READY=0"));
    Child app = stage.run(List.of(), Map.of(), command);
    assertThat(app.output().await(Stage.LIMIT, "said all"::equals)).isPresent();
    stage.await(Verdicts.STARTING);
    JsonNode now = agent.state().at("/apps/0");
    assertThat(now.at("/instance/id").asText()).isEqualTo("i2");
    assertThat(now.at("/instance/status").asText()).as("the old status").isEmpty();
    assertThat(now.at("/instance/failure").asText()).as("the old failure").isEmpty();
    assertThat(now.has("drain")).as("the old drain").isFalse();
    assertThat(Files.readString(stage.dir().resolve("live"))).contains("INSTANCE=i1");
    Talk.once(stage.socket(), "READY=1");
    stage.await(Verdicts.READY);
  }

  private static Child sampleApp(Stage stage) throws Exception {
    Map<String, String> environment = Map.of("PORT", "0", "PROBE_DIR", stage.dir().toString());
    List<String> command = new Java(Java.running()).jar(Stage.jar("app.jar"), List.of());
    return stage.run(List.of(), environment, command);
  }
}

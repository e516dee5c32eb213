package io.probeagent.rollout.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.process.AgentProcess;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import io.probeagent.rollout.process.Verdicts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SIGKILL of the agent, and what the next one answers. */
final class AgentRestartIT {
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** However long a restart takes here, the app's lease is not lost by it. */
  private static final String PATIENT = "--lease-timeout=10m";

  /** What is left until a drain's deadline, in the state file. */
  private static final String LEFT = "\"left_ns\":[0-9]+";

  static Stream<Arguments> scenes() {
    return Stream.of(Speaker.Way.values())
        .flatMap(way -> Stream.of(Scene.values()).map(scene -> Arguments.of(scene, way)))
        .filter(a -> a.get()[0] != Scene.UNKNOWN || a.get()[1] == Speaker.Way.FILE);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("scenes")
  void noAnswerDiffersFromThoseBefore(Scene scene, Speaker.Way way) throws Exception {
    try (Stage stage = Stage.set();
        Speaker app = way.on(stage)) {
      AgentProcess agent = stage.agent(PATIENT);
      scene.play(stage, agent, app);

      try (Watcher watcher = Watcher.of(stage.prober(), PAUSE)) {
        agent.child().kill();
        AgentProcess next = stage.agent(PATIENT);
        assertThat(watcher.awaitRound(Stage.LIMIT)).isTrue();
        app.comeBack();
        assertThat(watcher.awaitRound(Stage.LIMIT)).isTrue();
        assertThat(watcher.samples())
            .allSatisfy(
                sample ->
                    assertThat(sample.code())
                        .as("/%s", sample.probe())
                        .isIn(scene.verdicts().of(sample.probe()), Prober.NO_ANSWER));
        assertThat(next.phase()).isEqualTo(scene.phase());
      }
    }
  }

  @Test
  void aHolderThatDoesNotReturnLosesItsLease() throws Exception {
    try (Stage stage = Stage.set();
        Speaker app = Speaker.Way.LEASE.on(stage)) {
      AgentProcess agent = stage.agent("--lease-timeout=2s");
      Scene.READY.play(stage, agent, app);
      agent.child().kill();
      long killed = System.nanoTime();

      try (Watcher watcher = Watcher.of(stage.prober(), PAUSE)) {
        AgentProcess next = stage.agent("--lease-timeout=2s");
        stage.await(Verdicts.DOWN);
        assertThat(watcher.awaitRound(Stage.LIMIT)).isTrue();
        assertThat(firstNo(watcher, Probe.READY) - killed).isGreaterThan(seconds(2));
        Stage.awaitLogged(next, Map.of("event", "transition", "to", "FAILED"));
        assertThat(next.child().output().lines().stream().map(AgentProcess::event))
            .as("not ready first, and live still")
            .filteredOn(event -> event.has("reason") || event.has("cause"))
            .extracting(event -> event.path("reason").asText() + event.path("cause").asText())
            .containsExactly("lease lost", "lease lost");
      }
    }
  }

  @Test
  void aDrainsDeadlineIsNotPutOff() throws Exception {
    try (Stage stage = Stage.set();
        Speaker app = Speaker.Way.FILE.on(stage)) {
      AgentProcess agent = stage.agent();
      Scene.DRAINED.play(stage, agent, app);
      long before = System.nanoTime();
      long left = deadlineLeft(agent);
      long after = System.nanoTime();

      agent.child().kill();
      AgentProcess next = stage.agent();
      long nextBefore = System.nanoTime();
      long nextLeft = deadlineLeft(next);
      long nextAfter = System.nanoTime();
      assertThat(left - nextLeft)
          .isBetween(millis(nextBefore - after) - 1, millis(nextAfter - before) + 1);
    }
  }

  @Test
  void aDrainThatExpiresMeanwhileIsOver() throws Exception {
    try (Stage stage = Stage.set();
        Speaker app = Speaker.Way.ONE_SHOT.on(stage)) {
      AgentProcess agent = stage.agent("--drain-delay=100ms");
      Scene.DRAINED.play(stage, agent, app);
      app.say("READY=1");
      agent.child().kill();
      // As if it had been away for the whole grace period.
      Path state = stage.dir().resolve(".agent/state.json");
      String json = Files.readString(state);
      assertThat(json).containsPattern(LEFT);
      Files.writeString(state, json.replaceFirst(LEFT, "\"left_ns\":1"));
      AgentProcess next = stage.agent("--drain-delay=100ms");
      assertThat(next.prober().verdicts()).as("from the start").isEqualTo(Verdicts.READY);
    }
  }

  private static long firstNo(Watcher watcher, Probe probe) {
    List<Sample> samples = watcher.samples();
    return samples.stream()
        .filter(s -> s.probe() == probe && s.code() == 503)
        .mapToLong(Sample::answered)
        .findFirst()
        .orElseThrow();
  }

  private static long deadlineLeft(AgentProcess agent) {
    return agent.state().at("/apps/0/drain/deadline_left_ms").asLong();
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}

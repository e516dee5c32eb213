package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pod whose app is known by its file, its lease, its datagrams or its ports ends in every way,
 * and the next run shows itself in every way. It inherits nothing, least of all a drain.
 */
class SuccessionTest {
  /** How the first run is known. */
  private static final Map<String, UnaryOperator<Scenario>> FIRST =
      Map.of(
          "file", app -> app.file("f"),
          "lease", app -> app.leaseOpened("a").says("a", READY),
          "notify", app -> app.says(READY),
          "port", app -> app.listens(4, 7));

  /** What it leaves behind, besides what it is known by. */
  private static final Map<String, UnaryOperator<Scenario>> BURDENS =
      Map.of(
          "nothing", app -> app,
          "words", app -> burden(app),
          "a drain", Scenario::drainAsked,
          "words and a drain", app -> burden(app).drainAsked(),
          "a drain that expired", app -> app.drainAsked().passes(100));

  private static final Map<String, UnaryOperator<Scenario>> ENDS =
      Map.of(
          "file removed", app -> app.fileRemoved().leaseLost("a"),
          "lease lost just now", app -> app.leaseLost("a"),
          "lease lost for long", app -> app.leaseLost("a").passes(10),
          "BYE=1", app -> app.says(BYE),
          "WATCHDOG=trigger", app -> app.says(BROKEN),
          "STOPPING=1, then killed", app -> app.says(STOPPING).leaseLost("a"),
          "port closed", app -> app.leaseLost("a").listens(0).listens(0),
          "killed, seen by nobody", app -> app.leaseLost("a"));

  /** How the second run is known, and says that it is ready. */
  private static final Map<String, UnaryOperator<Scenario>> SECOND =
      Map.of(
          "file", app -> app.file("g"),
          "lease", app -> app.leaseOpened("b").says("b", READY),
          "notify", app -> app.says(READY),
          "port", app -> app.listens(0, 8));

  static Stream<Arguments> all() {
    return FIRST.keySet().stream()
        .sorted()
        .flatMap(
            first ->
                BURDENS.keySet().stream()
                    .sorted()
                    .flatMap(
                        burden ->
                            ENDS.keySet().stream()
                                .sorted()
                                .flatMap(
                                    end ->
                                        SECOND.keySet().stream()
                                            .sorted()
                                            .map(next -> Arguments.of(first, burden, end, next)))));
  }

  @ParameterizedTest(name = "{0} with {1}: {2}, then {3}")
  @MethodSource("all")
  void theNextRunInheritsNothing(String first, String burden, String end, String next) {
    Scenario app = get(FIRST, first).apply(new Scenario());
    app.listens(4, 7);
    Phase before = get(ENDS, end).apply(get(BURDENS, burden).apply(app)).phase();
    boolean known = isKnown(app, before, next);

    app = get(SECOND, next).apply(app);

    if (!known) {
      // Nothing tells this run from the one before: then a drain is over at its deadline.
      assertThat(app.listens(0, 8).passes(40).says(READY).ready()).isTrue();
      return;
    }
    assertThat(app.instance().number()).isEqualTo(2);
    assertThat(app.instance().status()).isEmpty();
    assertThat(app.instance().failure()).isEmpty();
    assertThat(app.instance().watchdog()).isNull();
    assertThat(app.instance().inFlight()).isEqualTo(Instance.NOT_TOLD);
    assertThat(app.state().drain()).isNull();
    assertThat(app.listens(0, 8).ready()).isTrue();
    assertThat(app.passes(1000).ready()).isTrue();
    assertThat(app.live()).isTrue();
  }

  /** Whether anything shows that there is another run. */
  private static boolean isKnown(Scenario app, Phase before, String next) {
    boolean ended = !before.isAlive();
    return switch (next) {
      case "file", "lease" -> true;
      case "notify" -> ended || app.state().said() == Phase.DRAINING;
      default -> ended || app.instance().silent();
    };
  }

  @Test
  void aDrainForARestartDoesNotLeaveASilentPodUnready() {
    Scenario app =
        new Scenario().listens(4, 7).drainAsked().passes(6).listens(4).listens(0).listens(0);
    assertThat(app.phase()).isEqualTo(Phase.STOPPED);
    assertThat(app.passes(3).listens(0, 8).ready()).isTrue();
  }

  private static Scenario burden(Scenario app) {
    Word[] words = {status("of the first"), FAILURE, beatEvery(2000), new Word.InFlight(7)};
    return app.says(words);
  }

  private static UnaryOperator<Scenario> get(
      Map<String, UnaryOperator<Scenario>> map, String name) {
    return map.getOrDefault(name, UnaryOperator.identity());
  }
}

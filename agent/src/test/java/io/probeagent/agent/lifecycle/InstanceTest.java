package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain.Origin;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a run ends and the next begins: the next inherits nothing, and gets ready. */
class InstanceTest {
  /** Ways in which a run comes to its end; some are not seen by the agent. */
  private static final Map<String, UnaryOperator<Scenario>> ENDS =
      Map.of(
          "file removed", Scenario::fileRemoved,
          "BYE=1", app -> app.says("a", BYE),
          "WATCHDOG=trigger", app -> app.says("a", BROKEN),
          "lease lost for long", app -> app.leaseLost("a").passes(10),
          "lease lost just now", app -> app.leaseLost("a"),
          "stopping and killed", app -> app.says("a", STOPPING).leaseLost("a"),
          "drained and killed", app -> app.drainAsked().passes(6).leaseLost("a"),
          "drained, stopping, killed", app -> app.drainAsked().says("a", STOPPING).leaseLost("a"),
          "killed while the agent was away", Scenario::agentRestarted);

  /** Ways in which a run begins, and says that it is ready. */
  private static final Map<String, UnaryOperator<Scenario>> BEGINNINGS =
      Map.of(
          "new file", app -> app.file("new"),
          "new file, changed", app -> app.file("new", NOT_READY).file("new", READY),
          "new named file", app -> app.namedFile("b", READY),
          "new lease", app -> app.leaseOpened("b").says("b", READY),
          "new file, new lease", app -> app.file("new").leaseOpened("b").says("b", READY),
          "new lease, new file", app -> app.leaseOpened("b").file("new").says("b", READY));

  static Stream<Arguments> restarts() {
    return ENDS.keySet().stream()
        .sorted()
        .flatMap(
            end -> BEGINNINGS.keySet().stream().sorted().map(begin -> Arguments.of(end, begin)));
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @MethodSource("restarts")
  void theNextInheritsNothing(String end, String begin) {
    Scenario app = get(BEGINNINGS, begin).apply(ended(end));

    assertFresh(app);
    assertThat(app.instance().number()).isGreaterThan(1);
    assertThat(app.ready()).isTrue();
    assertThat(app.live()).isTrue();
    assertThat(app.passes(1000).ready()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file removed", "BYE=1", "WATCHDOG=trigger", "lease lost for long"})
  void afterAnEndThatWasSeenTheWordReadyIsEnough(String end) {
    Scenario app = ended(end).says(READY);

    assertFresh(app);
    assertThat(app.instance().number()).isEqualTo(2);
    assertThat(app.passes(1000).ready()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BYE=1", "WATCHDOG=trigger", "lease lost for long", "stopping and killed"})
  void soIsAFileLeftLyingThatIsWrittenAnew(String end) {
    assertFresh(ended(end).file("f"));
    assertFresh(ended(end).file("f", READY));
    assertThat(ended(end).file("f").passes(1000).ready()).isTrue();
  }

  @Test
  void afterItsOwnStopTheWordReadyIsANewRuns() {
    Scenario app = burdened().says("a", STOPPING).says(READY);
    assertFresh(app);
    assertThat(app.instance().id()).isEqualTo("said-2");
    assertThat(app.ready()).isTrue();
  }

  @Test
  void aRunThatSaysReadyAndMoreInOneMessageIsHeardInFull() {
    Scenario app = new Scenario().says(READY).says(BYE).says(READY, status("again"));
    assertThat(app.instance().status()).isEqualTo("again");
  }

  @Test
  void aFileThatNamesTheRunThatStopsDoesNotBringItBack() {
    Scenario app = new Scenario().namedFile("a", READY).says(STOPPING);
    assertThat(app.namedFile("a", READY, status("x")).phase()).isEqualTo(Phase.DRAINING);
    assertThat(app.says(BYE).namedFile("a", READY).ready()).isTrue();
  }

  /** The old file is left lying and looks the same; the new run touches it, or says a word. */
  @ParameterizedTest
  @EnumSource(Origin.class)
  void aDrainForARestartDoesNotOutlastIt(Origin origin) {
    Scenario touched = new Scenario().file("f");
    Scenario rewritten = new Scenario().file("f", READY);
    Scenario spoken = new Scenario().says(READY);
    for (Scenario app : new Scenario[] {touched, rewritten, spoken}) {
      drain(app, origin).passes(6);
    }
    rewritten.file("f", NOT_READY).file("f", READY);
    assertThat(rewritten.passes(30).ready()).isTrue();
    assertThat(spoken.says(READY).passes(30).ready()).isTrue();
    if (origin != Origin.APP) {
      assertThat(touched.touched().passes(30).ready()).isTrue();
    }
  }

  private static Scenario drain(Scenario app, Origin origin) {
    return origin == Origin.APP ? app.says(STOPPING) : app.drainAsked(origin);
  }

  @Test
  void aFolderThatIsGoneAndBackChangesNoRun() {
    Scenario app = new Scenario().file("f").says(status("x")).drainAsked().folderGone();
    assertThat(app.live()).isTrue();
    assertThat(app.file("f").instance().number()).isEqualTo(1);
    assertThat(app.phase()).isEqualTo(Phase.DRAINING);
    assertThat(app.fileRemoved().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void theFileGoesWithARunThatAWordBegan() {
    Scenario app = new Scenario().file("f").says(STOPPING).says(READY);
    assertThat(app.instance().number()).isEqualTo(2);
    assertThat(app.fileRemoved().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void runsAreCountedAndKnowTheOneBefore() {
    Instance third = new Scenario().says(READY).leaseOpened("b").namedFile("c").instance();
    assertThat(third.number()).isEqualTo(3);
    assertThat(third.id()).isEqualTo("c");
    assertThat(third.predecessor()).isEqualTo("b");
    Instance first = new Scenario().says(READY).instance();
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.id()).isEqualTo("said-1");
    assertThat(first.predecessor()).isEmpty();
  }

  private static Scenario ended(String end) {
    return get(ENDS, end).apply(burdened());
  }

  private static <T> T get(Map<String, T> map, String name) {
    return requireNonNull(map.get(name));
  }

  /** All that a run can have. */
  private static Scenario burdened() {
    return new Scenario()
        .leaseOpened("a")
        .file("f", status("of the first"))
        .says("a", READY, status("of the first"), FAILURE, beatEvery(60), new Word.InFlight(7));
  }

  private static void assertFresh(Scenario app) {
    Instance instance = app.instance();
    assertThat(instance.status()).isEmpty();
    assertThat(instance.failure()).isEmpty();
    assertThat(instance.watchdog()).isNull();
    assertThat(instance.inFlight()).isEqualTo(Instance.NOT_TOLD);
    assertThat(app.state().drain()).isNull();
    assertThat(app.state().lease()).isNotInstanceOf(Lease.Lost.class);
  }
}

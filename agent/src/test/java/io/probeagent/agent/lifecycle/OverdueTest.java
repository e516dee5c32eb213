package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BEAT;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A beat that is missing is seen when the question is asked, not when a timer fires. */
class OverdueTest {
  private static final Policy MAX_AGE = Policies.fileMaxAge(Duration.ofSeconds(15));

  @Test
  void aWatchdogIsOverdueAtItsTimeAndNotBefore() {
    Scenario app = new Scenario().says(READY, beatEvery(3)).passes(3);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("watchdog: no beat for 3 s"));
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("watchdog: no beat for 3 s"));
    assertThat(app.verdicts().startup().ok()).isTrue();
    assertThat(app.verdicts().phase()).isEqualTo(Phase.READY);

    app.passesNanos(-1);
    assertThat(app.live()).isTrue();
    assertThat(app.ready()).isTrue();
  }

  @Test
  void aBeatCountsFromWhenItCame() {
    Scenario app = new Scenario().says(READY, beatEvery(3)).passes(2).says(BEAT).passes(3);
    assertThat(app.live()).isFalse();
    assertThat(app.passesNanos(-1).live()).isTrue();
  }

  @Test
  void theNextBeatHeals() {
    Scenario app = new Scenario().says(READY, beatEvery(3)).passes(60);
    assertThat(app.live()).isFalse();

    assertThat(app.says(BEAT).live()).isTrue();
    assertThat(app.ready()).isTrue();
  }

  @Test
  void aWatchdogRunsFromTheMomentItIsSetAndZeroTurnsItOff() {
    Scenario app = new Scenario().says(READY).passes(100).says(beatEvery(3));
    assertThat(app.passes(2).live()).isTrue();
    assertThat(app.says(beatEvery(0)).passes(1000).live()).isTrue();
    assertThat(app.instance().watchdog()).isNull();
  }

  /** Of a file of its own that says ready. */
  @Test
  void aReadyFileThatIsNotTouchedTakesReadinessAlone() {
    ProbeFile file = new ProbeFile("f", false, List.of(), 1);
    Scenario app = new Scenario(MAX_AGE).passes(100);
    app.gets(new Signal.FileSeen(file, seconds(1), seconds(4)));
    assertThat(app.state().readyBeat()).isEqualTo(seconds(96));
    assertThat(app.ready()).isTrue();
    assertThat(app.verdicts().validUntil()).isEqualTo(seconds(96 + 15));

    app.passes(11);
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("ready file: not touched for 15 s"));
    assertThat(app.live()).isTrue();
    assertThat(app.verdicts().validUntil()).isEqualTo(seconds(99 + 15));

    app.gets(new Signal.FileSeen(file, seconds(12), 0));
    assertThat(app.ready()).isTrue();
    Scenario ageless = new Scenario().gets(new Signal.FileSeen(file, 0, seconds(4)));
    assertThat(ageless.passes(1000).ready()).isTrue();
  }

  @Test
  void aBeatWithoutAWatchdogPromisesNothing() {
    Scenario app = new Scenario().says(READY).says(BEAT);
    assertThat(app.instance().watchdog()).isNull();
    assertThat(app.passes(1000).live()).isTrue();
  }

  @Test
  void aStartThatStallsFailsLivenessToo() {
    Scenario app = new Scenario().says(beatEvery(3)).passes(3);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("watchdog: no beat for 3 s"));
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("starting"));
  }

  @Test
  void theFileIsTooOldAtItsMaximumAgeAndNotBefore() {
    Scenario app = new Scenario(MAX_AGE).file("f").passes(15);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("probe file: not touched for 15 s"));
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("probe file: not touched for 15 s"));
    assertThat(app.passesNanos(-1).live()).isTrue();
    assertThat(app.passesNanos(1).touched().passes(14).live()).isTrue();
    assertThat(app.passes(1).live()).isFalse();
  }

  @Test
  void theAgeCountsFromTheTouchAndNotFromWhenItWasSeen() {
    ProbeFile touched = new ProbeFile("f", false, List.of(), 2);
    Scenario app = new Scenario(MAX_AGE).file("f").passes(10);
    app.gets(new Signal.FileSeen(touched, seconds(4))).passes(11);
    assertThat(app.live()).isFalse();
    assertThat(app.passesNanos(-1).live()).isTrue();
  }

  @Test
  void aMaximumAgeOfZeroIsNone() {
    assertThat(new Scenario().file("f").passes(1_000_000).live()).isTrue();
  }

  @Test
  void whereThereIsNoFileNoneIsTooOld() {
    assertThat(new Scenario(MAX_AGE).says(READY).passes(1000).live()).isTrue();
    assertThat(new Scenario(MAX_AGE).file("f").folderGone().passes(1000).ready()).isTrue();
  }

  @Test
  void aFileLeftByAPredecessorHasTheWholeAgeAgain() {
    Scenario app = new Scenario(MAX_AGE).file("f").passes(14).leaseOpened("a").says("a", READY);
    assertThat(app.passes(14).live()).isTrue();
    assertThat(app.passes(1).live()).isFalse();
  }

  @Test
  void nothingIsOverdueInADrainFromWhereverItComes() {
    assertThat(stalled().says(STOPPING).passes(1000).live()).isTrue();
    assertThat(stalled().drainAsked().passes(1000).live()).isTrue();
  }

  @Test
  void aDrainCalledOffShowsTheStallAgain() {
    assertThat(stalled().drainAsked().passes(1000).undrained().live()).isFalse();
  }

  @Test
  void anAppThatIsNotThereIsNotOverdue() {
    Scenario app = stalled().fileRemoved().passes(1000);
    assertThat(app.verdicts().live().reason()).isEqualTo("stopped: probe file removed");
    assertThat(app.verdicts().bounded()).isFalse();
  }

  @Test
  void theReasonNamesTheTimeInTheUnitThatFits() {
    assertThat(overdueBy(1_500_000_000L)).isEqualTo("watchdog: no beat for 1500 ms");
    assertThat(overdueBy(2_000_000_000L)).isEqualTo("watchdog: no beat for 2 s");
    assertThat(overdueBy(250_000_000L)).isEqualTo("watchdog: no beat for 250 ms");
  }

  private static String overdueBy(long every) {
    Scenario app = new Scenario().says(READY, new Word.BeatEvery(every)).passesNanos(every);
    return app.verdicts().live().reason();
  }

  @Test
  void anAppNotReadyCanBeOverdue() {
    Scenario app = new Scenario().says(READY, beatEvery(3)).says(NOT_READY).passes(3);
    assertThat(app.live()).isFalse();
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("READY=0"));
  }

  private static Scenario stalled() {
    return new Scenario(MAX_AGE).file("f", beatEvery(3));
  }
}

package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BEAT;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain.Origin;
import org.junit.jupiter.api.Test;

/** The defaults: delay 5 s, grace period 30 s. */
class DrainTest {
  private static Scenario readyApp() {
    return new Scenario().says(READY).passes(100);
  }

  @Test
  void anAppThatStopsIsToldItsDelayAndItsDeadline() {
    Scenario app = readyApp().says(STOPPING);
    assertThat(app.plan()).isEqualTo(new Plan(5_000, 27_000));
    assertThat(app.drain().origin()).isEqualTo(Origin.APP);
    assertThat(app.drain().since()).isEqualTo(seconds(100));
  }

  @Test
  void aPlanCountsDownToZeroAndNotBelow() {
    Scenario app = readyApp().says(STOPPING);
    assertThat(app.passes(4).plan()).isEqualTo(new Plan(1_000, 23_000));
    assertThat(app.passes(20).plan()).isEqualTo(new Plan(0, 3_000));
    assertThat(app.passes(20).plan()).isEqualTo(new Plan(0, 0));
  }

  @Test
  void toSayItAgainDoesNotBeginItAgain() {
    Scenario app = readyApp().says(STOPPING).passes(3).says(STOPPING);
    assertThat(app.plan()).isEqualTo(new Plan(2_000, 24_000));
  }

  @Test
  void anAppThatStopsJoinsTheDrainThatWasAskedFor() {
    Scenario app = readyApp();
    app.gets(new Signal.DrainAsked(Origin.OUTSIDE, seconds(8))).passes(6).says(STOPPING);

    assertThat(app.plan()).isEqualTo(new Plan(2_000, 21_000));
    assertThat(app.drain().wasReady()).isTrue();
    assertThat(app.passes(2).plan()).isEqualTo(new Plan(0, 19_000));
  }

  @Test
  void aDrainThatHadExpiredIsNotJoined() {
    Scenario app = readyApp().drainAsked().passes(30).says(STOPPING);
    assertThat(app.plan()).isEqualTo(new Plan(5_000, 27_000));
  }

  @Test
  void whetherItWasReadyIsAskedWhenTheFirstDrainBegins() {
    assertThat(readyApp().drainAsked().says(NOT_READY).says(STOPPING).drain().wasReady()).isTrue();
    assertThat(readyApp().says(NOT_READY).drainAsked().drain().wasReady()).isFalse();
    assertThat(readyApp().says(NOT_READY).says(STOPPING).drain().wasReady()).isFalse();
    assertThat(readyApp().says(STOPPING).drain().wasReady()).isTrue();
  }

  @Test
  void aDrainAskedForTwiceIsOne() {
    Scenario app = readyApp().drainAsked();
    AppState once = app.state();
    assertThat(app.passes(7).drainAsked().state()).isSameAs(once);
    assertThat(app.plan()).isEqualTo(new Plan(0, 23_000));
  }

  @Test
  void anExpiredDrainCanBeAskedForAnew() {
    Scenario app = readyApp().drainAsked().passes(30).drainAsked();
    assertThat(app.plan()).isEqualTo(new Plan(5_000, 30_000));
  }

  @Test
  void theAgentToldToStopDrainsForTheWholeGracePeriod() {
    Scenario app = readyApp().drainAsked(Origin.AGENT);
    assertThat(app.plan()).isEqualTo(new Plan(5_000, 30_000));
    assertThat(app.state().cause()).isEqualTo(Cause.AGENT_STOPPING);
  }

  @Test
  void theAgentToldToStopTakesOverTheDrainUnderWay() {
    Scenario app = readyApp().drainAsked().passes(2).says(READY).drainAsked(Origin.AGENT);
    assertThat(app.drain().origin()).isEqualTo(Origin.AGENT);
    assertThat(app.plan()).isEqualTo(new Plan(3_000, 30_000));
    assertThat(app.passes(29).says(READY).ready()).isFalse();
  }

  @Test
  void theAppsOwnStopStaysItsOwn() {
    Scenario app = readyApp().says(STOPPING);
    AppState stopping = app.state();
    assertThat(app.drainAsked(Origin.AGENT).drainAsked().undrained().state()).isSameAs(stopping);
    Scenario agent = readyApp().drainAsked(Origin.AGENT);
    assertThat(agent.drainAsked(Origin.AGENT).drainAsked().drain().origin())
        .isEqualTo(Origin.AGENT);
  }

  @Test
  void moreTimeIsGrantedUpToTheGracePeriod() {
    Scenario app = readyApp().says(STOPPING).passes(20);
    assertThat(app.says(new Word.Extend(seconds(8))).plan().deadlineMillis()).isEqualTo(8_000);
    assertThat(app.says(new Word.Extend(seconds(60))).plan().deadlineMillis()).isEqualTo(10_000);
    assertThat(app.says(new Word.Extend(Long.MAX_VALUE)).plan().deadlineMillis()).isEqualTo(10_000);
  }

  @Test
  void moreTimeIsNeverLessTime() {
    Scenario app = readyApp().says(STOPPING).passes(20);
    assertThat(app.says(new Word.Extend(seconds(1))).plan().deadlineMillis()).isEqualTo(7_000);
    AppState before = app.state();
    assertThat(app.says(new Word.Extend(seconds(7))).state()).isSameAs(before);
  }

  @Test
  void moreTimeAfterAJoinCountsFromTheDrainAskedFor() {
    Scenario app = readyApp().drainAsked().passes(10).says(STOPPING);
    assertThat(app.says(new Word.Extend(seconds(60))).plan().deadlineMillis()).isEqualTo(20_000);
  }

  @Test
  void onlyAStopCanTakeMoreTime() {
    Scenario asked = readyApp().drainAsked();
    AppState before = asked.state();
    assertThat(asked.says(new Word.Extend(seconds(60))).state()).isSameAs(before);
    assertThat(readyApp().says(new Word.Extend(seconds(60))).ready()).isTrue();
  }

  @Test
  void readySaidInADrainCountsFromItsDeadlineOn() {
    Scenario app = readyApp().drainAsked().passes(1).says(READY).passes(29);
    assertThat(app.ready()).isTrue();
    assertThat(app.settled().since()).isEqualTo(seconds(130));
    assertThat(app.settled().cause()).isEqualTo(Cause.DRAIN_EXPIRED);
    assertThat(app.passesNanos(-1).ready()).isFalse();
  }

  @Test
  void whatIsSaidLastInADrainCountsAfterIt() {
    Scenario app = readyApp().drainAsked().says(READY).says(NOT_READY).passes(30);
    assertThat(app.phase()).isEqualTo(Phase.NOT_READY);
  }

  @Test
  void aDrainThatTheAppOutlivedEndsWithTheNextReady() {
    Scenario app = readyApp().drainAsked().passes(1000);
    assertThat(app.ready()).isFalse();
    assertThat(app.says(BEAT, status("x")).ready()).isFalse();
    assertThat(app.says(READY).ready()).isTrue();
  }

  @Test
  void aTouchedFileSaysReadyAgainButEndsNoDrainBeforeItsTime() {
    Scenario app = new Scenario().file("f").drainAsked().passes(10).touched();
    assertThat(app.passes(20).passesNanos(-1).ready()).isFalse();
    assertThat(app.passesNanos(1).ready()).isTrue();

    Scenario late = new Scenario().file("f").drainAsked().passes(35).touched();
    assertThat(late.ready()).isTrue();
    assertThat(late.state().cause()).isEqualTo(Cause.DRAIN_EXPIRED);
    assertThat(late.state().since()).isEqualTo(seconds(35));
  }

  @Test
  void aTouchedFileThatSaysNotReadyEndsNoDrain() {
    Scenario app = new Scenario().file("f", NOT_READY).drainAsked().passes(35).touched();
    assertThat(app.phase()).isEqualTo(Phase.DRAINING);
  }

  @Test
  void aTouchedFileDoesNotUndoTheAppsOwnStop() {
    Scenario app = new Scenario().file("f").says(STOPPING).touched().passes(1000).touched();
    assertThat(app.phase()).isEqualTo(Phase.DRAINING);
    assertThat(app.verdicts().bounded()).isFalse();
  }

  @Test
  void undrainBringsBackWhatTheAppSays() {
    assertThat(readyApp().drainAsked().undrained().ready()).isTrue();
    assertThat(readyApp().drainAsked().says(NOT_READY).undrained().phase())
        .isEqualTo(Phase.NOT_READY);
    assertThat(readyApp().drainAsked().undrained().state().cause())
        .isEqualTo(Cause.DRAIN_CALLED_OFF);
  }

  @Test
  void aShortGracePeriodIsSplitAndTheDelayFitsIn() {
    assertThat(planWithin(30)).isEqualTo(new Plan(5_000, 27_000));
    assertThat(planWithin(7)).isEqualTo(new Plan(4_000, 4_000));
    assertThat(planWithin(6)).isEqualTo(new Plan(3_000, 3_000));
    assertThat(planWithin(2)).isEqualTo(new Plan(1_000, 1_000));
    assertThat(planWithin(0)).isEqualTo(new Plan(0, 0));
  }

  private static Plan planWithin(long gracePeriod) {
    return new Scenario(Policies.graceful(gracePeriod)).says(READY).says(STOPPING).plan();
  }
}

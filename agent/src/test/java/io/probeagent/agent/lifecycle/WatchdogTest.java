package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BEAT;
import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.RELOADING;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The watchdog that a setting gives to an app which beats, but never tells how often. */
class WatchdogTest {
  private static final Policy WATCHED = Policies.watched(Duration.ofSeconds(5));

  private final Scenario app = new Scenario(WATCHED);

  @Test
  void itStartsWhenTheAppSaysReady() {
    app.says(status("loading")).passes(100);
    assertThat(app.live()).as("a start may take its time").isTrue();

    app.says(READY).passes(5);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("watchdog: no beat for 5 s"));
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("watchdog: no beat for 5 s"));
    assertThat(app.passesNanos(-1).ready()).isTrue();
  }

  @Test
  void itStartsOverALeaseToo() {
    app.leaseOpened("a").says("a", READY).passes(5);
    assertThat(app.live()).isFalse();
    assertThat(app.says("a", BEAT).live()).isTrue();
  }

  @Test
  void aBeatKeepsItQuietAndAReloadDoesNotStartItAgain() {
    app.says(READY).passes(3).says(BEAT).passes(3).says(RELOADING).says(READY);
    assertThat(app.instance().watchdog()).isEqualTo(new Watchdog(seconds(5), seconds(3)));
    assertThat(app.passes(2).live()).isFalse();
  }

  @Test
  void theAppsOwnTimeOverridesIt() {
    app.says(READY, beatEvery(3)).passes(3);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("watchdog: no beat for 3 s"));

    Scenario before = new Scenario(WATCHED).says(beatEvery(60)).says(READY).passes(59);
    assertThat(before.live()).isTrue();
    assertThat(before.passes(1).live()).isFalse();
  }

  @Test
  void zeroTurnsItOffForGood() {
    app.says(READY).says(beatEvery(0)).says(READY).says(BEAT).passes(1000);
    assertThat(app.live()).isTrue();
    assertThat(app.verdicts().bounded()).isFalse();
    assertThat(app.instance().watchdog()).isEqualTo(new Watchdog(Watchdog.OFF, 0));

    Scenario before = new Scenario(WATCHED).says(beatEvery(0)).says(READY).passes(1000);
    assertThat(before.ready()).isTrue();
    Scenario beside = new Scenario(WATCHED).says(READY, beatEvery(0)).passes(1000);
    assertThat(beside.ready()).isTrue();
    assertThat(beside.says(beatEvery(3)).passes(3).live()).as("until it wants one").isFalse();
  }

  @Test
  void aNewInstanceHasItAnew() {
    app.says(READY).says(beatEvery(0)).says(STOPPING).says(READY);
    assertThat(app.instance().number()).isEqualTo(2);
    assertThat(app.passes(5).live()).isFalse();
  }

  @Test
  void whatIsOnlySeenOfAnAppStartsNone() {
    assertThat(app.file("f").passes(1000).live()).isTrue();
    assertThat(app.file("f", READY).passes(1000).live()).isTrue();
    assertThat(app.instance().watchdog()).isNull();

    assertThat(app.says(READY).passes(5).live()).as("but its word does").isFalse();
  }

  @Test
  void anyOtherMessageStartsNone() {
    app.says(NOT_READY, BEAT, status("x")).says(RELOADING).says(STOPPING, READY);
    assertThat(app.instance().watchdog()).isNull();
    assertThat(app.passes(1000).live()).isTrue();
  }

  @Test
  void withoutTheSettingThereIsNone() {
    assertThat(new Scenario().says(READY).instance().watchdog()).isNull();
    assertThat(new Scenario().says(READY, beatEvery(0)).instance().watchdog()).isNull();
  }

  @Test
  void anAppThatBreaksAtOnceIsBroken() {
    assertThat(app.says(READY, BROKEN).phase()).isEqualTo(Phase.FAILED);
    assertThat(app.verdicts().bounded()).isFalse();
  }

  @Test
  void aBeatThatComesInADrainCounts() {
    app.says(READY).drainAsked().passes(8);
    assertThat(app.live()).as("nothing is overdue in a drain").isTrue();
    assertThat(app.says(BEAT).undrained().passes(4).live()).isTrue();
  }
}

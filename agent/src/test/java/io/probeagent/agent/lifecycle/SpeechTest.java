package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BEAT;
import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.RELOADING;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What words do beyond the phase, and what they do together. */
class SpeechTest {
  @Test
  void whatARunSaysOfItselfIsKept() {
    Instance instance =
        new Scenario()
            .says(READY, status("fine"), FAILURE, beatEvery(3), new Word.InFlight(7))
            .passes(1)
            .says(BEAT)
            .instance();

    assertThat(instance.status()).isEqualTo("fine");
    assertThat(instance.failure()).isEqualTo("EXIT_STATUS=3");
    assertThat(instance.watchdog()).isEqualTo(new Watchdog(seconds(3), seconds(1)));
    assertThat(instance.inFlight()).isEqualTo(7);
  }

  @Test
  void anEndIsAFailureIfTheAppHasToldOne() {
    assertThat(new Scenario().says(READY, FAILURE).phase()).isEqualTo(Phase.READY);
    assertThat(new Scenario().says(READY, FAILURE).says(BYE).phase()).isEqualTo(Phase.FAILED);
    assertThat(new Scenario().file("f", FAILURE).fileRemoved().phase()).isEqualTo(Phase.FAILED);
    assertThat(new Scenario().says(FAILURE, BYE).phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void wordsBehindTheEndAreNotHeard() {
    Scenario app = new Scenario().says(READY).says(BROKEN, READY, status("late"), BYE);
    assertThat(app.phase()).isEqualTo(Phase.FAILED);
    assertThat(app.instance().status()).isEmpty();
  }

  @Test
  void stoppingIsFinalForAllThatIsSaidBesideAndAfterIt() {
    Scenario app = new Scenario().leaseOpened("a").says("a", READY).says("a", STOPPING, READY);
    assertThat(app.phase()).isEqualTo(Phase.DRAINING);
    app.says("a", BEAT, READY).says("a", NOT_READY, RELOADING).undrained();
    assertThat(app.passes(1000).state().said()).isEqualTo(Phase.DRAINING);
  }

  @Test
  void aReloadTakesReadinessAwayIfTheSettingSaysSo() {
    assertThat(new Scenario().says(READY).says(RELOADING).ready()).isTrue();

    Scenario app = new Scenario(Policies.RELOADING_UNREADY).says(READY).says(RELOADING);
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("RELOADING=1"));
    assertThat(app.live()).isTrue();
    assertThat(app.says(READY).ready()).isTrue();
  }

  @Test
  void onlyAnAppThatIsReadyReloads() {
    Scenario starting = new Scenario(Policies.RELOADING_UNREADY).file("f", NOT_READY);
    assertThat(starting.says(RELOADING).phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  void aMessageWithoutAWordWeKnowBeginsNothing() {
    assertThat(new Scenario().says().phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(new Scenario().says(BYE).phase()).isEqualTo(Phase.UNKNOWN);
  }

  @Test
  void whatChangesNothingGivesTheVerySameState() {
    Scenario app = new Scenario().leaseOpened("old").leaseOpened("a").file("f").says("a", READY);
    AppState before = app.state();

    app.says("a", BEAT).says("old", STOPPING).says("a").says("a", RELOADING).undrained();
    app.leaseLost("old").leaseOpened("old");
    app.gets(new Signal.FileSeen(new ProbeFile("f", false, List.of(), 1), 0));
    assertThat(app.state()).isSameAs(before);
  }

  @Test
  void theFileIsALevelAndItsStatusGoesWithIt() {
    Scenario app = new Scenario().file("f", NOT_READY, status("warming up"));
    assertThat(app.file("f").instance().status()).isEmpty();
    assertThat(app.ready()).isTrue();
    assertThat(app.file("f", NOT_READY, status("cooling down")).ready()).isFalse();
    assertThat(app.instance().status()).isEqualTo("cooling down");
  }

  @Test
  void aFileSaysReadyUnlessItSaysOtherwise() {
    assertThat(new Scenario().file("f").phase()).isEqualTo(Phase.READY);
    assertThat(new Scenario().file("f", status("x")).phase()).isEqualTo(Phase.READY);
    assertThat(new Scenario().file("f", NOT_READY).phase()).isEqualTo(Phase.STARTING);
    assertThat(new Scenario().file("f", STOPPING).phase()).isEqualTo(Phase.DRAINING);
    assertThat(new Scenario().file("f", STOPPING).drain().wasReady()).isFalse();
    assertThat(new Scenario().file("f", STOPPING, READY).phase()).isEqualTo(Phase.DRAINING);
  }

  @Test
  void theSameFileSeenAgainOnlyTellsItsAge() {
    Scenario app = new Scenario().file("f").says(NOT_READY).passes(5);
    ProbeFile same = new ProbeFile("f", false, List.of(), 1);
    app.gets(new Signal.FileSeen(same, seconds(2)));
    assertThat(app.state().fileBeat()).isEqualTo(seconds(3));
    assertThat(app.phase()).isEqualTo(Phase.NOT_READY);
  }
}

package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel tells of an app's ports. */
class PortsTest {
  private static final Policy WORD = Policies.BY_WORD;

  @Test
  void anAppThatSaysNothingIsReadyWhenItListens() {
    Scenario app = new Scenario().listens(0);
    assertThat(app.phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(app.verdicts().startup().ok()).isFalse();

    app.passes(3).listens(0, 7);

    assertThat(app.phase()).isEqualTo(Phase.READY);
    assertThat(app.ready() && app.live() && app.verdicts().startup().ok()).isTrue();
    assertThat(app.state().cause()).isEqualTo(Cause.PORT_OPENED);
    assertThat(app.state().since()).isEqualTo(Scenario.seconds(3));
    assertThat(app.instance().id()).isEqualTo("port-7");
    assertThat(app.instance().silent()).isTrue();
  }

  @Test
  void itIsReadyWhenItListensOnAllOfItsPorts() {
    Scenario app = new Scenario().ports(List.of(81), 0, 7);
    assertThat(app.phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(app.ports(List.of(), 0, 7, 8).ready()).isTrue();

    app.ports(List.of(80, 81), 2, 9);
    assertThat(app.live()).isTrue();
    assertThat(app.verdicts().ready().reason()).isEqualTo("nobody listens on ports 80, 81");
    app.ports(List.of(81), 2, 7);
    assertThat(app.verdicts().ready().reason()).isEqualTo("nobody listens on port 81");
    assertThat(app.ports(List.of(), 2, 7, 8).ready()).isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
  }

  @Test
  void whereOnlyItsWordCountsAPortIsABeginningAndNoMore() {
    Scenario app = new Scenario(WORD).listens(0, 7);
    assertThat(app.phase()).isEqualTo(Phase.STARTING);
    assertThat(app.live()).isTrue();
    assertThat(app.says(READY).ready()).isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
    assertThat(app.instance().silent()).isFalse();
    assertThat(app.listens(0, 8).ready()).as("it has bound its port anew").isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
  }

  @Test
  void aPortOnWhichNobodyListensTakesReadinessAway() {
    Scenario app = new Scenario().says(READY).listens(0);
    assertThat(app.phase()).isEqualTo(Phase.READY);
    assertThat(app.verdicts().ready().reason()).isEqualTo("nobody listens on port 80");
    assertThat(app.live()).isTrue();
    assertThat(app.listens(0, 7).ready()).isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
  }

  @Test
  void anAppThatWasNotHeardListeningHasNotEnded() {
    Scenario app = new Scenario().file("f", NOT_READY).listens(0).listens(0);
    assertThat(app.phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  void itsEndIsSeenByItsPort() {
    for (Scenario app : List.of(new Scenario(), new Scenario().file("f"), said())) {
      app.listens(3, 7).listens(0);
      assertThat(app.live()).as("one look may have missed it").isTrue();
      assertThat(app.ready()).isFalse();
      app.passes(1).listens(0);
      assertThat(app.phase()).isEqualTo(Phase.STOPPED);
      assertThat(app.state().cause()).isEqualTo(Cause.PORT_CLOSED);
      assertThat(app.state().since()).isEqualTo(Scenario.seconds(1));
      assertThat(app.live()).isFalse();
    }
    assertThat(said().says(FAILURE).listens(0, 7).listens(0).listens(0).phase())
        .isEqualTo(Phase.FAILED);
  }

  @Test
  void aListenerThatIsClosedFirstIsNoEndAsLongAsThereAreConnections() {
    Scenario app = new Scenario().listens(3, 7).drainAsked().passes(6).listens(3).listens(1);
    assertThat(app.phase()).isEqualTo(Phase.DRAINING);
    assertThat(app.live()).isTrue();
    assertThat(app.listens(0).listens(0).phase()).isEqualTo(Phase.STOPPED);

    Scenario undrained = new Scenario().listens(3, 7).listens(1);
    assertThat(undrained.live()).isTrue();
    assertThat(undrained.ready()).isFalse();
    assertThat(undrained.listens(1, 7).ready()).isTrue();
    assertThat(undrained.instance().number()).isEqualTo(1);
  }

  @Test
  void aLookThatMissedAListenerIsMadeGood() {
    Scenario app = new Scenario().listens(3, 7).drainAsked().undrained().listens(0).listens(1, 7);
    assertThat(app.ready()).isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
    Scenario twice = new Scenario().listens(3, 7).listens(0).listens(0).listens(1, 7);
    assertThat(twice.ready()).as("it never ended").isTrue();
    Scenario stale = new Scenario().says(READY).listens(0).says(BYE).says(READY).listens(0, 7);
    assertThat(stale.listens(0).phase()).isEqualTo(Phase.READY);
    Scenario busy = new Scenario().listens(3, 7).listens(2).listens(0);
    assertThat(busy.live()).as("the look before had connections").isTrue();
    assertThat(busy.listens(0).live()).isFalse();
  }

  @Test
  void aHeldLeaseKnowsBetter() {
    Scenario app = new Scenario().leaseOpened("a").says("a", READY).listens(0, 7).listens(0);
    assertThat(app.phase()).isEqualTo(Phase.READY);
    assertThat(app.ready()).isFalse();
    assertThat(app.live()).isTrue();
    assertThat(app.leaseLost("a").listens(0).phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void theLastListenerOfAnEndedRunBeginsNoNewOne() {
    for (Scenario app :
        List.of(
            said().listens(0, 7).says(BYE),
            said().listens(0, 7).says(BROKEN),
            new Scenario().file("f").listens(0, 7).fileRemoved())) {
      assertThat(app.listens(0, 7).state().said().isOver()).isTrue();
      assertThat(app.listens(0, 7, 9).state().said().isOver()).isTrue();
      assertThat(app.listens(0).listens(0, 9).ready()).isTrue();
      assertThat(app.instance().number()).isEqualTo(2);
    }
  }

  @Test
  void aListenerThatWasReplacedBetweenTwoLooksIsANewRuns() {
    Scenario app = new Scenario().listens(3, 7, 8).drainAsked();
    assertThat(app.listens(3, 8, 9).instance().number()).as("one worker is another").isEqualTo(1);
    assertThat(app.listens(3, 10).instance().number()).isEqualTo(2);
    assertThat(app.ready()).isTrue();
    assertThat(app.state().drain()).isNull();

    Scenario speaker = said().listens(0, 7).listens(0, 8);
    assertThat(speaker.instance().number()).as("it would say so").isEqualTo(1);
    Scenario partly = new Scenario().ports(List.of(), 0, 7, 8).ports(List.of(81), 0, 9);
    assertThat(partly.instance().number()).isEqualTo(1);
    assertThat(partly.drainAsked().ports(List.of(), 0, 9, 10).instance().number()).isEqualTo(2);
    assertThat(partly.ready()).as("once it listens on all of them").isTrue();
  }

  @Test
  void whatSpeaksIsNotSpokenForByItsPort() {
    Scenario app = new Scenario().listens(0, 7).says(NOT_READY);
    assertThat(app.instance().silent()).isFalse();
    assertThat(app.listens(0, 7).phase()).isEqualTo(Phase.NOT_READY);
    assertThat(new Scenario().says(status("x")).listens(0, 7).phase()).isEqualTo(Phase.STARTING);
    assertThat(new Scenario().listens(0, 7).leaseOpened("a").phase()).isEqualTo(Phase.STARTING);
    assertThat(new Scenario().listens(0, 7).file("f", NOT_READY).phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  void aDrainThatASilentAppOutlivesIsOverAtItsDeadline() {
    Scenario app = new Scenario().listens(3, 7).drainAsked().passes(10).listens(3, 7);
    assertThat(app.ready()).isFalse();
    assertThat(app.passes(20).ready()).as("told while it lasted").isTrue();

    Scenario unseen = new Scenario().listens(3, 7).drainAsked().passes(31);
    assertThat(unseen.ready()).isFalse();
    assertThat(unseen.listens(3, 7).ready()).isTrue();
    assertThat(unseen.state().cause()).isEqualTo(Cause.DRAIN_EXPIRED);

    Scenario gone = new Scenario().listens(3, 7).drainAsked().passes(10).listens(3).passes(30);
    assertThat(gone.phase()).isEqualTo(Phase.DRAINING);
    Scenario speaker = said().listens(3, 7).drainAsked().passes(31).listens(3, 7);
    assertThat(speaker.ready()).as("its own word is missing").isFalse();
  }

  @Test
  void aFileLeftLyingIsTheNewRunsOnceThatTouchesIt() {
    Scenario crashed = new Scenario(WORD).file("f").listens(0, 7).listens(0).listens(0);
    assertThat(crashed.phase()).isEqualTo(Phase.STOPPED);
    assertThat(crashed.listens(0, 8).phase()).as("by its port").isEqualTo(Phase.STARTING);
    assertThat(crashed.state().fileIsOwn()).isFalse();
    assertThat(crashed.touched().ready()).isTrue();
    assertThat(crashed.state().fileIsOwn()).isTrue();
    assertThat(crashed.instance().silent()).isFalse();
    assertThat(crashed.fileRemoved().phase()).isEqualTo(Phase.STOPPED);

    Scenario first = new Scenario(WORD).file("f").listens(0, 7).listens(0).listens(0).touched();
    assertThat(first.instance().number()).as("touched before it listens").isEqualTo(2);
    assertThat(first.listens(0, 8).ready()).isTrue();
    assertThat(first.instance().number()).isEqualTo(2);
  }

  @Test
  void aTouchIsANewRunOnlyBehindAPortThatClosed() {
    Scenario broken = new Scenario().file("f").listens(0, 7).says(BROKEN).touched();
    assertThat(broken.phase()).isEqualTo(Phase.FAILED);
    Scenario stopping =
        new Scenario().file("f", STOPPING).listens(0, 7).listens(0).listens(0).touched();
    assertThat(stopping.phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void whatIsInFlightIsTheAppsOwnCountElseItsConnections() {
    Scenario app = said();
    assertThat(app.state().inFlight()).isEqualTo(Instance.NOT_TOLD);
    assertThat(AppState.unknown(0).inFlight()).isEqualTo(Instance.NOT_TOLD);
    assertThat(app.listens(5, 7).state().inFlight()).isEqualTo(5);
    assertThat(app.says(new Word.InFlight(2)).state().inFlight()).isEqualTo(2);
  }

  @Test
  void aLookThatShowsNothingNewChangesNothing() {
    for (Scenario app :
        List.of(new Scenario().listens(2, 7), new Scenario().listens(0), said().listens(2, 7))) {
      AppState before = app.state();
      assertThat(app.gets(new Signal.PortsSeen(requireNonNull(app.state().ports()))).state())
          .isSameAs(before);
    }
  }

  @Test
  void aTableWithoutASocketIsNotOpen() {
    assertThat(new Ports(List.of(), List.of(), 0).allOpen()).isFalse();
  }

  private static Scenario said() {
    return new Scenario().says(READY);
  }
}

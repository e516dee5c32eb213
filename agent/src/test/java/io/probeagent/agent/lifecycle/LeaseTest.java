package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A lease that breaks off, comes back, is awaited, or belongs to somebody else. The time-out is 10
 * s.
 */
class LeaseTest {
  private static Scenario holder() {
    return new Scenario().leaseOpened("a").says("a", READY);
  }

  @Test
  void aLostLeaseFailsReadinessAtOnceAndLivenessAfterTheTimeOut() {
    Scenario app = holder().leaseLost("a");
    assertThat(app.verdicts().ready()).isEqualTo(Verdict.no("lease lost"));
    assertThat(app.live()).isTrue();

    assertThat(app.passes(10).phase()).isEqualTo(Phase.FAILED);
    assertThat(app.verdicts().live()).isEqualTo(Verdict.no("failed: lease lost"));
    assertThat(app.passesNanos(-1).live()).isTrue();
    assertThat(app.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void itFailedAtTheTimeOutHoweverLateThatIsNoticed() {
    AppState late = holder().passes(1).leaseLost("a").passes(500).settled();
    assertThat(late.cause()).isEqualTo(Cause.LEASE_LOST);
    assertThat(late.since()).isEqualTo(seconds(11));
  }

  @Test
  void theHolderMayComeBackInTime() {
    Scenario app = holder().leaseLost("a").passes(9).leaseOpened("a");
    assertThat(app.ready()).isTrue();
    assertThat(app.passes(1000).ready()).isTrue();
    assertThat(app.instance().number()).isEqualTo(1);
  }

  @Test
  void theHolderThatComesBackTooLateBeginsAgain() {
    Scenario app = holder().leaseLost("a").passes(10).leaseOpened("a");
    assertThat(app.phase()).isEqualTo(Phase.STARTING);
    assertThat(app.says("a", READY).ready()).isTrue();
    assertThat(app.passes(1000).ready()).isTrue();
  }

  @Test
  void aLeaseLostTwiceIsLostSinceTheFirstTime() {
    Scenario app = holder().leaseLost("a").passes(9).leaseLost("a").passes(1);
    assertThat(app.phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void aLeaseThatEndsAfterByeIsNotLost() {
    Scenario app = holder().says("a", BYE).leaseLost("a").passes(1000);
    assertThat(app.phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void otherPeoplesLeasesAreNotTheInstances() {
    Scenario app = holder().leaseOpened("b").says("b", READY).leaseLost("a");
    assertThat(app.passes(1000).ready()).isTrue();
    assertThat(app.leaseLost("unseen").passes(1000).ready()).isTrue();
    assertThat(new Scenario().leaseLost("a").phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(new Scenario().namedFile("a").leaseLost("a").ready()).isTrue();
  }

  @Test
  void theSupersededHolderComesBackToNothing() {
    Scenario app = holder().leaseOpened("b").says("b", READY).leaseOpened("a");
    assertThat(app.instance().id()).isEqualTo("b");
    assertThat(app.says("a", STOPPING).ready()).isTrue();
  }

  @Test
  void aFileThatNamesItsInstanceCanTakeALease() {
    Scenario app = new Scenario().namedFile("a").leaseOpened("a");
    assertThat(app.instance().number()).isEqualTo(1);
    assertThat(app.leaseLost("a").ready()).isFalse();
  }

  @Test
  void afterTheAgentsRestartTheVerdictIsKeptUntilTheTimeOut() {
    Scenario app = holder().passes(100).agentRestarted();
    assertThat(app.ready()).isTrue();

    assertThat(app.passesNanos(seconds(10) - 1).ready()).isTrue();
    assertThat(app.passesNanos(1).verdicts().ready()).isEqualTo(Verdict.no("lease lost"));
    assertThat(app.passesNanos(seconds(10) - 1).live()).isTrue();
    assertThat(app.passesNanos(1).phase()).isEqualTo(Phase.FAILED);
    assertThat(app.settled().since()).isEqualTo(seconds(120));
  }

  @Test
  void theHolderThatIsAwaitedComesBackUnnoticed() {
    Scenario app = holder().agentRestarted().passes(9).leaseOpened("a");
    assertThat(app.state().lease()).isEqualTo(Lease.HELD);
    assertThat(app.passes(1000).ready()).isTrue();
  }

  @Test
  void aHeldLeaseKnowsBetterThanTheFileAndALostOneDoesNot() {
    Scenario app = holder().file("f", NOT_READY);
    assertThat(app.ready()).isTrue();

    app.leaseLost("a").file("f", status("x"), NOT_READY);
    assertThat(app.phase()).isEqualTo(Phase.NOT_READY);
  }

  @Test
  void aHolderThatEndedNoLongerKnowsBetterThanTheFile() {
    Scenario app = holder().file("f", NOT_READY).says("a", BROKEN).file("f", READY);
    assertThat(app.ready()).isTrue();
    assertThat(app.fileRemoved().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void theFileOfAPredecessorCanNotEndTheHolder() {
    Scenario app = new Scenario().file("left behind").leaseOpened("a").says("a", READY);
    assertThat(app.fileRemoved().ready()).isTrue();
  }

  @Test
  void norCanItEndTheRunAfterTheHolder() {
    Scenario app = new Scenario().file("left behind").leaseOpened("a").says("a", BYE).says(READY);
    assertThat(app.fileRemoved().ready()).isTrue();
  }

  @Test
  void theFileThatTheHolderMakesAnewIsItsOwn() {
    Scenario app = new Scenario().file("left behind").leaseOpened("a").says("a", READY).file("f");
    assertThat(app.instance().id()).isEqualTo("a");
    assertThat(app.fileRemoved().phase()).isEqualTo(Phase.STOPPED);
  }
}

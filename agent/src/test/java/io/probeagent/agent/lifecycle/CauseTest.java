package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.RELOADING;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain.Origin;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every transition is stamped with its reason and its moment, and nothing else is. */
class CauseTest {
  private static Scenario unknown() {
    return new Scenario().passes(1);
  }

  private static Scenario plain() {
    return new Scenario().file("f").passes(1);
  }

  private static Scenario leased() {
    return new Scenario().leaseOpened("a").says("a", READY).passes(1);
  }

  @Test
  void aTransitionTellsItsCause() {
    assertStamped(unknown().says(status("x")), Cause.FIRST_WORD);
    assertStamped(unknown().says(READY), Cause.READY);
    assertStamped(unknown().file("f"), Cause.FILE_APPEARED);
    assertStamped(unknown().leaseOpened("a"), Cause.LEASE_OPENED);
    assertStamped(plain().file("f", NOT_READY), Cause.FILE_CHANGED);
    assertStamped(plain().file("g"), Cause.FILE_APPEARED);
    assertStamped(plain().fileRemoved(), Cause.FILE_REMOVED);
    assertStamped(plain().says(NOT_READY), Cause.NOT_READY);
    assertStamped(plain().says(STOPPING), Cause.STOPPING);
    assertStamped(plain().says(BYE), Cause.BYE);
    assertStamped(plain().says(BROKEN), Cause.WATCHDOG_TRIGGER);
    assertStamped(plain().drainAsked(), Cause.DRAIN_ASKED);
    assertStamped(plain().drainAsked(Origin.AGENT), Cause.AGENT_STOPPING);
    assertStamped(plain().drainAsked().undrained(), Cause.DRAIN_CALLED_OFF);
    assertStamped(leased().leaseOpened("b"), Cause.LEASE_OPENED);
    assertThat(new Scenario().state().cause()).isEqualTo(Cause.NOTHING_SEEN);
  }

  private static void assertStamped(Scenario app, Cause cause) {
    assertThat(app.state().cause()).isEqualTo(cause);
    assertThat(app.state().since()).isEqualTo(seconds(1));
  }

  @Test
  void ofSeveralWordsTheFirstThatCanChangeThePhaseIsTheCause() {
    assertStamped(plain().says(STOPPING, NOT_READY), Cause.STOPPING);
    assertStamped(unknown().says(status("x"), READY), Cause.READY);
    assertStamped(plain().says(NOT_READY, RELOADING), Cause.NOT_READY);
    assertStamped(plain().says(status("x"), NOT_READY), Cause.NOT_READY);
  }

  @Test
  void anEndIsCausedByTheWordThatEndsIt() {
    assertStamped(plain().says(NOT_READY, BROKEN), Cause.WATCHDOG_TRIGGER);
    assertStamped(plain().says(STOPPING, BYE), Cause.BYE);
    assertStamped(unknown().says(READY, BYE), Cause.BYE);
    assertStamped(unknown().file("f", BROKEN), Cause.WATCHDOG_TRIGGER);
    assertStamped(plain().file("f", BROKEN), Cause.WATCHDOG_TRIGGER);
  }

  @Test
  void aReloadThatTakesReadinessAwayIsACause() {
    Scenario app = new Scenario(Policies.RELOADING_UNREADY).says(READY).passes(1);
    assertStamped(app.says(RELOADING), Cause.RELOADING);
  }

  @Test
  void whatDoesNotChangeThePhaseIsNotStamped() {
    for (Scenario app :
        Stream.of(
                plain().says(READY),
                plain().says(status("x")),
                plain().touched(),
                plain().file("f", status("x")),
                plain().folderGone(),
                plain().folderGone().file("f"),
                plain().leaseOpened("f"))
            .toList()) {
      assertThat(app.state().cause()).isEqualTo(Cause.FILE_APPEARED);
      assertThat(app.state().since()).isZero();
    }
    assertThat(leased().leaseLost("a").state().cause()).isEqualTo(Cause.READY);
    assertThat(leased().file("f").state().cause()).isEqualTo(Cause.READY);
  }

  @Test
  void aRunThatBeginsInThePhaseOfTheLastIsStamped() {
    assertStamped(plain().file("g"), Cause.FILE_APPEARED);
    Scenario app = new Scenario().says(READY).says(STOPPING).passes(1);
    assertStamped(app.file("g", STOPPING), Cause.FILE_APPEARED);
  }

  @Test
  void aFileBesideALeaseIsTheCauseOnlyIfItChangesSomething() {
    Scenario app = new Scenario().namedFile("a", NOT_READY).folderGone().passes(1);
    assertStamped(app.namedFile("a", READY), Cause.FILE_APPEARED);
    assertThat(app.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void everyCauseHasItsOwnText() {
    assertThat(Cause.values()).extracting(Cause::text).doesNotHaveDuplicates();
    assertThat(Cause.DRAIN_EXPIRED.text()).isEqualTo("drain expired");
  }
}

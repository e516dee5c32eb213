package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the probes answer in every phase, and why. */
class VerdictsTest {
  @Test
  void everyProbeAnswersInEveryPhaseWhatTheTableSays() {
    Stream<Scenario> apps =
        Stream.of(
            new Scenario(),
            new Scenario().file("f", NOT_READY),
            new Scenario().says(READY),
            new Scenario().says(READY).says(NOT_READY),
            new Scenario().says(READY).says(STOPPING),
            new Scenario().says(READY).drainAsked(),
            new Scenario().says(READY).says(BYE),
            new Scenario().says(READY).says(BROKEN));

    assertThat(apps.map(VerdictsTest::row).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(
            """
            UNKNOWN    startup no   live no   ready no
            STARTING   startup no   live yes  ready no
            READY      startup yes  live yes  ready yes
            NOT_READY  startup yes  live yes  ready no
            DRAINING   startup yes  live yes  ready no
            DRAINING   startup yes  live yes  ready no
            STOPPED    startup no   live no   ready no
            FAILED     startup no   live no   ready no
            """);
  }

  private static String row(Scenario app) {
    Verdicts verdicts = app.verdicts();
    return "%-9s  startup %-3s  live %-3s  ready %s"
        .formatted(
            verdicts.phase(),
            said(verdicts.startup()),
            said(verdicts.live()),
            said(verdicts.ready()));
  }

  private static String said(Verdict verdict) {
    return verdict.ok() ? "yes" : "no";
  }

  @Test
  void noneIsGivenWithoutAReason() {
    assertThat(why(new Scenario())).isEqualTo("no instance seen yet");
    assertThat(why(new Scenario().file("f", NOT_READY))).isEqualTo("starting");
    assertThat(why(new Scenario().says(READY))).isEmpty();
    assertThat(why(new Scenario().says(READY).says(NOT_READY))).isEqualTo("READY=0");
    assertThat(why(new Scenario().says(READY).drainAsked())).isEqualTo("draining: drain asked for");
    assertThat(why(new Scenario().says(STOPPING))).isEqualTo("draining: STOPPING=1");
    assertThat(why(new Scenario().file("f").fileRemoved()))
        .isEqualTo("stopped: probe file removed");
    assertThat(why(new Scenario().says(BROKEN))).isEqualTo("failed: WATCHDOG=trigger");
  }

  @Test
  void theStatusIsTheReasonWhereItTellsMore() {
    Word warming = status("warming up");

    assertThat(why(new Scenario().file("f", NOT_READY, warming))).isEqualTo("warming up");
    assertThat(why(new Scenario().says(READY, warming).says(NOT_READY))).isEqualTo("warming up");
    assertThat(why(new Scenario().says(READY, warming))).isEmpty();
    assertThat(why(new Scenario().says(READY, warming).says(STOPPING)))
        .isEqualTo("draining: STOPPING=1");
  }

  @Test
  void theFailureThatTheAppToldIsTheReasonOnceItEnded() {
    Scenario app = new Scenario().says(READY, FAILURE);
    assertThat(app.ready()).isTrue();

    assertThat(why(app.says(BYE))).isEqualTo("failed: EXIT_STATUS=3");
  }

  @Test
  void theSameReasonIsGivenToEveryProbeThatSaysNo() {
    Verdicts verdicts = new Scenario().says(READY).says(BROKEN).verdicts();

    assertThat(Stream.of(verdicts.startup(), verdicts.live(), verdicts.ready()))
        .containsOnly(Verdict.no("failed: WATCHDOG=trigger"));
  }

  @Test
  void readinessFailsAtOnceInADrainUnlessItIsToBeHeld() {
    assertThat(new Scenario().says(READY).drainAsked().ready()).isFalse();
    assertThat(new Scenario(Policies.HOLDING).says(READY).drainAsked().ready()).isTrue();
  }

  @Test
  void heldReadinessEndsWithThePropagationDelay() {
    Scenario asked = new Scenario(Policies.HOLDING).says(READY).drainAsked().passes(5);
    assertThat(asked.ready()).isFalse();
    assertThat(asked.passesNanos(-1).ready()).isTrue();

    Scenario stopping = new Scenario(Policies.HOLDING).says(READY).says(STOPPING).passes(5);
    assertThat(stopping.ready()).isFalse();
    assertThat(stopping.passesNanos(-1).ready()).isTrue();
  }

  @Test
  void onlyReadinessThatWasThereIsHeld() {
    Scenario app = new Scenario(Policies.HOLDING);

    assertThat(app.file("f", NOT_READY).drainAsked().ready()).isFalse();
    assertThat(app.says(READY).ready()).isFalse();
    assertThat(app.undrained().drainAsked().ready()).isTrue();
    assertThat(app.says(NOT_READY).ready()).isFalse();
  }

  @Test
  void heldReadinessIsLostWithTheLease() {
    Scenario app = new Scenario(Policies.HOLDING).leaseOpened("a").says("a", READY).drainAsked();
    assertThat(app.ready()).isTrue();

    assertThat(why(app.leaseLost("a"))).isEqualTo("lease lost");
  }

  private static String why(Scenario app) {
    return app.verdicts().ready().reason();
  }
}

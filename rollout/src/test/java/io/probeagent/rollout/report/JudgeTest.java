package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodPhase;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are milliseconds. */
final class JudgeTest {
  private static final long MS = 1_000_000;

  private final PodTrack pod = new PodTrack();
  private final Judge judge = new Judge(Map.of("web-1", pod), new Updates());

  @BeforeEach
  void aPodThatDrains() {
    pod.phases.add(0, PodPhase.READY);
    pod.phases.add(1000 * MS, PodPhase.TERMINATING);
    happen(1000, Moment.DELETED);
    happen(2000, Moment.APP_SIGTERM);
    pod.drains.add(2010 * MS, "PROPAGATE");
    pod.drains.add(5000 * MS, "FORCE");
    happen(5500, Moment.APP_EXITED);
  }

  private void happen(long at, Moment moment) {
    pod.events.add(at * MS, new PodTrack.Happening(moment, ""));
  }

  private static Exchange bad(String pod, long from, long to) {
    Failure failure = new Failure(Failure.Kind.EOF, "no byte came");
    return new Exchange(ClientKind.BUSY, pod, from * MS, to * MS, 0, failure);
  }

  @ParameterizedTest
  @CsvSource({
    "4000, 5000, true",
    "4000, 4900, true",
    "4000, 4899, false",
    "4999, 9000, true",
    "5000, 5100, false",
    "5001, 5100, false",
  })
  void isCutIfItWasUnderWayAtTheDeadlineAndOutlastedIt(long from, long to, boolean cut) {
    assertThat(judge.isCut(bad("web-1", from, to))).isEqualTo(cut);
  }

  @Test
  void isNotCutByAnotherPod() {
    assertThat(judge.isCut(bad("web-2", 4000, 5000))).isFalse();
    assertThat(judge.isCut(bad("", 4000, 5000))).isFalse();
  }

  @Test
  void tellsWhatWasGoingOn() {
    assertThat(judge.loss(bad("web-1", 2000, 2012)))
        .isEqualTo(
            new Report.Loss(
                2012,
                2000,
                0,
                "busy",
                "web-1",
                "eof",
                "EOF 12.0 ms after SIGTERM to the app",
                "no byte came",
                "TERMINATING",
                "PROPAGATE",
                "APP_SIGTERM",
                12.0));
  }

  @Test
  void aDrainHasNotBegunBeforeIt() {
    Report.Loss loss = judge.loss(bad("web-1", 0, 999));
    assertThat(loss.podPhase()).isEqualTo("READY");
    assertThat(loss.drainPhase()).isNull();
    assertThat(loss.event()).isNull();
    assertThat(loss.what()).isEqualTo("EOF");
  }

  @Test
  void aDrainEndsWithItsApp() {
    assertThat(judge.loss(bad("web-1", 5400, 5499)).drainPhase()).isEqualTo("FORCE");
    assertThat(judge.loss(bad("web-1", 5400, 5500)).drainPhase()).isNull();
  }

  @Test
  void doesNotKnowAPodThatNobodyNamed() {
    Report.Loss loss = judge.loss(bad("", 0, 1));
    assertThat(loss.podPhase()).isNull();
    assertThat(loss.what()).isEqualTo("EOF");
  }
}

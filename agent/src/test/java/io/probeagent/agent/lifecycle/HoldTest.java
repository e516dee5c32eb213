package io.probeagent.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Hold.Over;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a held drain waits for: delay 5 s, cap 20 s. */
final class HoldTest {
  /** The clock overflows 3 s after the drain's beginning. */
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

  private final Lifecycle lifecycle = new Lifecycle(Policies.DEFAULT);

  /**
   * The three conditions.
   *
   * @param second time since the drain's beginning
   * @param probes when kubelet probes, without an answer of 503; "-" for never
   * @param told how many answers of 503 it was given
   * @param count what is in flight, -1 for unknown
   * @param over why it is over; empty: it is not
   * @param wake when time alone may change that
   */
  @ParameterizedTest(name = "{0} s, probes {1}, 503s {2}, in flight {3}: {4} wakes at {5}")
  @CsvSource({
    "0,  -, 0, -1,         , 5",
    "4,  -, 0, -1,         , 5",
    "5,  -, 0, -1, DRAINED ,",
    "5,  -, 0,  0, DRAINED ,",
    "4,  -, 0,  0,         , 5",
    "5,  -, 0,  1,         , 20",
    "19, -, 0,  1,         , 20",
    "20, -, 0,  1, CAP     ,",
    "25, -, 0,  1, CAP     ,",
    "5,  5, 0,  0,         , 8",
    "7,  5, 0,  0,         , 8",
    "8,  5, 0,  0, DRAINED ,",
    "5,  5, 1,  0, DRAINED ,",
    "4,  4, 1,  0,         , 5",
    "5,  5, 1,  3,         , 20",
    "5, -1, 0,  0, DRAINED ,",
    "1, -1, 0,  0,         , 2",
    "3, -1, 0,  0,         , 5",
  })
  void itIsOverWhenAllHold(
      long second, String probes, int told, int count, @Nullable Over over, @Nullable Long wake) {
    Probing path = Probing.NONE;
    if (!probes.equals("-")) {
      long last = Long.parseLong(probes);
      path =
          path.answered(true, at(last - 2)).answered(true, at(last - 1)).answered(true, at(last));
    }
    for (int i = 0; i < told; i++) {
      path = path.answered(false, at(Long.parseLong(probes)));
    }
    AppState state = drained(count);
    Hold hold = Hold.of(state, at(0));
    hold = hold.next(Policies.DEFAULT, state, Probed.NONE.withAll(path), at(second));

    assertThat(hold.over()).isEqualTo(over);
    assertThat(hold.elapsed()).isEqualTo(TimeUnit.SECONDS.toNanos(second));
    if (wake != null) {
      assertThat(hold.wakeAt()).isEqualTo(at(wake));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0, false", "0, 2, false", "3, 0, true", "0, 3, true", "2, 2, false"})
  void theAnswersOfOnePathMustReachTheThreshold(int all, int own, boolean enough) {
    Probed probed =
        new Probed(notReady(all), notReady(own)); // behind each may be another container's probe
    AppState state = drained(0);
    Hold hold = Hold.of(state, at(0)).next(threshold(3), state, probed, at(5));

    assertThat(hold.isOver()).isEqualTo(enough);
    assertThat(hold.notReady()).isEqualTo(Math.max(all, own));
  }

  @Test
  void oneGivesUpOnKubeletAndSaysSo() {
    Probing path = Probing.NONE.answered(true, at(0)).answered(true, at(4));
    AppState state = drained(Instance.NOT_TOLD);
    Hold hold = Hold.of(state, at(0));
    hold = hold.next(Policies.DEFAULT, state, Probed.NONE.withOwn(path), at(5));
    assertThat(hold.kubelet()).isEqualTo(new Hold.Condition(true, true, nanos(5)));
    assertThat(hold.wakeAt()).as("3 x 4 s after the last probe").isEqualTo(at(16));
    hold = hold.next(Policies.DEFAULT, state, Probed.NONE.withOwn(path), at(16));

    assertThat(hold.over()).isEqualTo(Over.DRAINED);
    assertThat(hold.kubeletStopped()).isTrue();
    assertThat(hold.kubelet()).isEqualTo(new Hold.Condition(true, false, nanos(16)));
  }

  @Test
  void eachConditionRemembersWhenItCameToHoldTheLastTime() {
    AppState busy = drained(2);
    AppState idle = drained(0);
    Probed told = Probed.NONE.withAll(Probing.NONE.answered(false, at(1)));
    Hold hold = Hold.of(idle, at(0)).next(Policies.DEFAULT, idle, told, at(1));
    assertThat(hold.kubelet().waited()).isEqualTo(nanos(1));
    hold = hold.next(Policies.DEFAULT, busy, told, at(2));
    assertThat(hold.inFlight()).isEqualTo(new Hold.Condition(true, true, nanos(2)));
    hold = hold.next(Policies.DEFAULT, idle, told, at(3));
    hold = hold.next(Policies.DEFAULT, idle, told, at(5));

    assertThat(hold.over()).isEqualTo(Over.DRAINED);
    assertThat(hold.inFlight()).isEqualTo(new Hold.Condition(true, false, nanos(3)));
    assertThat(hold.kubelet().waited()).isEqualTo(nanos(1));
    assertThat(hold.delay().waited()).isEqualTo(nanos(5));
  }

  @Test
  void whatIsInFlightIsNotWaitedForIfOnlyTheDelayCounts() {
    AppState state = drained(7);
    Policy delay = policy(1, false);
    Hold hold = Hold.of(state, at(0)).next(delay, state, Probed.NONE, at(5));

    assertThat(hold.over()).isEqualTo(Over.DRAINED);
    assertThat(hold.left()).isEqualTo(7);
    assertThat(hold.inFlight().awaited()).isFalse();
  }

  @Test
  void theKernelsCountIsTakenWhereTheAppTellsNone() {
    AppState silent = drained(Instance.NOT_TOLD);
    AppState busy = gets(silent, new Signal.PortsSeen(new Ports(List.of(), List.of(1L), 2)), 1);
    Hold hold = Hold.of(busy, at(0)).next(Policies.DEFAULT, busy, Probed.NONE, at(5));
    assertThat(hold.left()).isEqualTo(2);
    assertThat(hold.leftByApp()).isFalse();
    assertThat(hold.isOver()).isFalse();
    AppState told = gets(busy, said(new Word.InFlight(0)), 6);
    hold = hold.next(Policies.DEFAULT, told, Probed.NONE, at(6));

    assertThat(hold.leftByApp()).isTrue();
    assertThat(hold.over()).isEqualTo(Over.DRAINED);
  }

  @Test
  void theAppsOwnStopJoinsAndTheHoldGoesOn() {
    AppState state = drained(Instance.NOT_TOLD);
    Hold hold = Hold.of(state, at(0));
    AppState stopping = gets(state, said(new Word.Stopping()), 3);
    hold = hold.next(Policies.DEFAULT, stopping, Probed.NONE, at(3));
    assertThat(hold.isOver()).isFalse();

    assertThat(hold.next(Policies.DEFAULT, stopping, Probed.NONE, at(5)).over())
        .isEqualTo(Over.DRAINED);
  }

  @Test
  void theEndOfTheInstanceIsTheEnd() {
    AppState state = drained(9);
    Hold hold = Hold.of(state, at(0));

    assertThat(
            hold.next(Policies.DEFAULT, gets(state, said(new Word.Bye()), 2), Probed.NONE, at(2)))
        .satisfies(over -> assertThat(over.over()).isEqualTo(Over.ENDED))
        .satisfies(over -> assertThat(over.elapsed()).isEqualTo(nanos(2)));
  }

  @Test
  void calledOffIsOver() {
    AppState state = drained(9);
    Hold hold = Hold.of(state, at(0));
    AppState off = gets(state, new Signal.Undrained(), 2);
    assertThat(hold.next(Policies.DEFAULT, off, Probed.NONE, at(2)).over())
        .isEqualTo(Over.CALLED_OFF);

    AppState again = gets(off, new Signal.DrainAsked(Drain.Origin.OUTSIDE, 0), 3);
    assertThat(hold.next(Policies.DEFAULT, again, Probed.NONE, at(3)).over())
        .as("another drain of the same instance")
        .isEqualTo(Over.CALLED_OFF);
  }

  @Test
  void aNewInstanceIsNotDrained() {
    AppState state = drained(9);
    Hold hold = Hold.of(state, at(0));
    AppState next = gets(state, new Signal.LeaseOpened("4f2a"), 2);

    assertThat(hold.next(Policies.DEFAULT, next, Probed.NONE, at(2)).over())
        .isEqualTo(Over.NEW_INSTANCE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereNothingRunsThereIsNothingToDrain(boolean seen) {
    AppState state = AppState.unknown(at(0));
    if (seen) {
      state = gets(gets(state, said(new Word.Ready()), 0), said(new Word.Bye()), 0);
    }
    state = gets(state, new Signal.DrainAsked(Drain.Origin.OUTSIDE, nanos(5)), 0);

    assertThat(Hold.of(state, at(0)).over()).isEqualTo(Over.NOTHING_TO_DRAIN);
  }

  @Test
  void whatIsOverStaysSo() {
    AppState state = drained(0);
    Hold over = Hold.of(state, at(0)).next(Policies.DEFAULT, state, Probed.NONE, at(5));

    assertThat(over.next(Policies.DEFAULT, drained(4), Probed.NONE, at(9))).isSameAs(over);
  }

  @ParameterizedTest
  @CsvSource({
    "DRAINED, true", "ENDED, true", "NOTHING_TO_DRAIN, true",
    "CAP, false", "CALLED_OFF, false", "NEW_INSTANCE, false"
  })
  void someEndsLoseNothing(Over over, boolean drained) {
    assertThat(over.isDrained()).isEqualTo(drained);
  }

  /** Of the app's own count, or of none. */
  private AppState drained(int count) {
    AppState state = gets(AppState.unknown(at(0)), said(new Word.Ready()), 0);
    state = gets(state, new Signal.DrainAsked(Drain.Origin.OUTSIDE, nanos(5)), 0);
    return count == Instance.NOT_TOLD ? state : gets(state, said(new Word.InFlight(count)), 0);
  }

  private AppState gets(AppState state, Signal signal, long second) {
    return lifecycle.next(state, signal, at(second));
  }

  private static Signal said(Word word) {
    return new Signal.Said(Signal.ANYONE, List.of(word));
  }

  private static Probing notReady(int count) {
    Probing probing = Probing.NONE;
    for (int i = 0; i < count; i++) {
      probing = probing.answered(false, at(3 + i));
    }
    return probing;
  }

  private static Policy threshold(int answers) {
    return policy(answers, true);
  }

  private static Policy policy(int threshold, boolean untilIdle) {
    Policy d = Policies.DEFAULT;
    return new Policy(
        d.leaseTimeout(),
        d.fileMaxAge(),
        d.reloadingUnready(),
        d.watchdog(),
        d.readyByPorts(),
        d.drainDelay(),
        d.drainTimeout(),
        d.gracePeriod(),
        d.holdReadiness(),
        threshold,
        untilIdle);
  }

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static long at(long seconds) {
    return START + nanos(seconds);
  }
}

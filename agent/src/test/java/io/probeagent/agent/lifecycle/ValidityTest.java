package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Drain.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long verdicts may be kept, over many lives of an app, drawn at random from fixed seeds. */
class ValidityTest {
  private static final long DAY = Duration.ofDays(1).toNanos();

  /** System.nanoTime has an arbitrary origin: it may overflow in the middle of a life. */
  private static final long WRAPS = Long.MAX_VALUE - seconds(10);

  private static final List<Policy> POLICIES =
      List.of(
          Policies.DEFAULT,
          Policies.HOLDING,
          Policies.graceful(4),
          Policies.of(Duration.ofSeconds(4), true, 30, true));

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verdictsHoldUntilTheyAreNoLongerValid(long seed) {
    List<Scenario> lives = lives(seed, 0);
    lives.addAll(lives(seed, WRAPS));
    for (Scenario app : lives) {
      Verdicts now = app.verdicts();
      long last = now.bounded() ? now.validUntil() - 1 : app.now() + DAY;
      assertThat(now.holdAt(app.now())).isTrue();
      assertThat(now.holdAt(last)).isTrue();
      assertThat(now.bounded() && now.holdAt(last + 1)).isFalse();
      for (long time : new long[] {last, app.now() + (last - app.now()) / 2}) {
        Verdicts later = Verdicts.of(app.lifecycle(), app.state(), time);
        assertThat(later.phase()).isEqualTo(now.phase());
        assertThat(later.startup()).isEqualTo(now.startup());
        assertThat(later.live()).isEqualTo(now.live());
        assertThat(later.ready()).isEqualTo(now.ready());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aClockThatWrapsAroundChangesNothing(long seed) {
    List<Scenario> wrapped = lives(seed, WRAPS);
    List<Scenario> plain = lives(seed, 0);
    for (int i = 0; i < plain.size(); i++) {
      Verdicts expected = plain.get(i).verdicts();
      Verdicts actual = wrapped.get(i).verdicts();
      assertThat(actual)
          .isEqualTo(
              new Verdicts(
                  expected.phase(),
                  expected.startup(),
                  expected.live(),
                  expected.ready(),
                  expected.validUntil() + WRAPS,
                  expected.bounded()));
    }
  }

  /** The life of one app, as it stood after every signal and the time after it. */
  private static List<Scenario> lives(long seed, long start) {
    List<Scenario> moments = new ArrayList<>();
    for (Policy policy : POLICIES) {
      for (int length = 1; length <= 12; length++) {
        Random random = new Random(seed);
        Scenario app = new Scenario(policy, start);
        for (int i = 0; i < length; i++) {
          step(app, random);
          app.passesNanos(seconds(random.nextInt(6)) + random.nextInt(2));
        }
        moments.add(app);
      }
    }
    return moments;
  }

  private static void step(Scenario app, Random random) {
    switch (random.nextInt(14)) {
      case 0 -> app.leaseOpened("a");
      case 1 -> app.leaseOpened("b");
      case 2 -> app.leaseLost("a");
      case 3 -> app.file("f", beatEvery(7));
      case 4 -> app.file("g");
      case 5 -> app.says("a", READY, beatEvery(3));
      case 6 -> app.says(Scenario.BEAT);
      case 7 -> app.says(Scenario.NOT_READY);
      case 8 -> app.says(READY);
      case 9 -> app.says(Scenario.STOPPING);
      case 10 -> app.drainAsked();
      case 11 -> app.drainAsked(Origin.AGENT);
      case 12 -> app.undrained();
      default -> restarted(app);
    }
  }

  private static void restarted(Scenario app) {
    if (app.state().lease() instanceof Lease.Held) {
      app.agentRestarted();
    }
  }

  @Test
  void theFirstOfSeveralMomentsIsTheOneThatCounts() {
    Policy policy = Policies.of(Duration.ofSeconds(4), false, 30, false);
    Scenario app = new Scenario(policy).file("f").says(beatEvery(6));
    assertThat(app.verdicts().validUntil()).isEqualTo(seconds(4));
    assertThat(app.says(beatEvery(2)).verdicts().validUntil()).isEqualTo(seconds(2));
    assertThat(app.passes(3).verdicts().validUntil()).isEqualTo(seconds(4));
  }

  @Test
  void whatCanNotChangeByItselfIsValidForEver() {
    Verdicts verdicts = new Scenario().passes(3).says(READY).verdicts();
    assertThat(verdicts.bounded()).isFalse();
    assertThat(verdicts.validUntil()).isEqualTo(seconds(3));
    assertThat(verdicts.holdAt(seconds(3) + DAY)).isTrue();
    Scenario over = new Scenario().leaseOpened("a").leaseLost("a").says(Scenario.BYE);
    assertThat(over.verdicts().bounded()).isFalse();
  }

  @Test
  void everyMomentThatLiesAheadIsKnown() {
    Scenario leased = new Scenario().leaseOpened("a").says("a", READY);
    assertThat(leased.leaseLost("a").verdicts().validUntil()).isEqualTo(seconds(10));
    assertThat(leased.agentRestarted().verdicts().validUntil()).isEqualTo(seconds(10));
    Scenario drained = new Scenario().says(READY).drainAsked();
    assertThat(drained.verdicts().bounded()).isFalse();
    assertThat(drained.says(READY).verdicts().validUntil()).isEqualTo(seconds(30));
    Scenario held = new Scenario(Policies.HOLDING).says(READY).drainAsked();
    assertThat(held.verdicts().validUntil()).isEqualTo(seconds(5));
  }
}

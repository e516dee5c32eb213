package io.probeagent.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time alone brings is told like everything else, and is never hidden by a late timer. */
final class PodTimeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod =
      new Pod(
          Configs.of("PROBE_LEASE_TIMEOUT=10s", "PROBE_DRAIN_READINESS=hold").apps(),
          Map.of(),
          ticker,
          timers);
  private final App app = pod.apps().get(0);
  private final List<App.View> told = new ArrayList<>();

  @BeforeEach
  void open() {
    say(Signal.ANYONE, new Word.Ready());
    pod.listen((changed, before, after) -> told.add(after));
  }

  @Test
  void anOverdueWatchdogIsToldAtItsMoment() {
    say(Signal.ANYONE, new Word.BeatEvery(SECOND.toNanos()));
    told.clear();

    timers.advance(SECOND.minusNanos(1));
    assertThat(told).isEmpty();
    timers.advance(Duration.ofNanos(1));

    assertThat(told).hasSize(1);
    assertThat(told.get(0).verdicts().live().ok()).isFalse();
    assertThat(told.get(0).state().phase()).isEqualTo(Phase.READY);
  }

  @Test
  void aBeatPutsItOffWithoutATimerOfItsOwn() {
    say(Signal.ANYONE, new Word.BeatEvery(SECOND.toNanos()));
    for (int i = 0; i < 100; i++) {
      timers.advance(Duration.ofMillis(100));
      say(Signal.ANYONE, new Word.Beat());
    }
    told.clear();

    assertThat(timers.pending()).isEqualTo(1);
    timers.advance(SECOND.minusNanos(1));
    assertThat(told).isEmpty();
    timers.advance(Duration.ofNanos(1));
    assertThat(told).hasSize(1);
  }

  @Test
  void theLastBeatIsMissedAtItsOwnMoment() {
    say(Signal.ANYONE, new Word.BeatEvery(SECOND.toNanos()));
    timers.advance(SECOND.dividedBy(2));
    say(Signal.ANYONE, new Word.Beat());
    told.clear();

    timers.advance(SECOND.minusNanos(1));
    assertThat(told).isEmpty();
    timers.advance(Duration.ofNanos(1));

    assertThat(told).extracting(v -> v.verdicts().live().ok()).containsExactly(false);
  }

  @Test
  void anEarlierMomentIsNotMissedBehindALaterOne() {
    say(Signal.ANYONE, new Word.BeatEvery(60 * SECOND.toNanos()));
    say(Signal.ANYONE, new Word.BeatEvery(SECOND.toNanos()));
    told.clear();

    timers.advance(SECOND);

    assertThat(told).hasSize(1);
    assertThat(told.get(0).verdicts().live().ok()).isFalse();
  }

  @Test
  void aTimerThatIsLateHidesNothingFromWhoAsks() {
    say(Signal.ANYONE, new Word.BeatEvery(SECOND.toNanos()));
    told.clear();
    long version = pod.version();

    ticker.advance(SECOND);

    assertThat(pod.view(app).verdicts().live().ok()).isFalse();
    assertThat(pod.version()).isNotEqualTo(version);
    assertThat(told).hasSize(1);
    assertThat(pod.view(app)).as("told once").isEqualTo(told.get(0));
    assertThat(told).hasSize(1);
  }

  @Test
  void aSignalSeesWhatTimeHasBroughtBeforeIt() {
    pod.signal(app, new Signal.LeaseOpened("4f2a"));
    say("4f2a", new Word.Ready());
    pod.signal(app, new Signal.LeaseLost("4f2a"));
    ticker.advance(SECOND.multipliedBy(10));

    App.View view = pod.signal(app, new Signal.Undrained());

    assertThat(view.state().phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void aLeaseThatDoesNotComeBackFailsAfterItsTimeout() {
    pod.signal(app, new Signal.LeaseOpened("4f2a"));
    say("4f2a", new Word.Ready());
    pod.signal(app, new Signal.LeaseLost("4f2a"));
    assertThat(pod.view(app).verdicts().ready().ok()).isFalse();
    assertThat(pod.view(app).verdicts().live().ok()).isTrue();
    told.clear();

    timers.advance(SECOND.multipliedBy(10));

    assertThat(told).extracting(v -> v.state().phase()).containsExactly(Phase.FAILED);
    assertThat(told.get(0).state().cause()).isEqualTo(Cause.LEASE_LOST);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void anAwaitedLeaseIsLostThenFailedByTimeAlone() {
    Instance instance =
        new Instance(1, "4f2a", "", new Lease.Awaited(ticker.nanos()), "", "", null, 0);
    AppState remembered =
        new AppState(
            Phase.READY, ticker.nanos(), Cause.READY, instance, null, 0, 0, false, null, null);
    Pod restarted = new Pod(Configs.of().apps(), Map.of("app", remembered), ticker, timers);
    List<String> seen = new ArrayList<>();
    restarted.listen(
        (a, before, after) ->
            seen.add(after.state().phase() + " " + after.verdicts().ready().ok()));

    timers.advance(SECOND.multipliedBy(10).minusNanos(1));
    assertThat(seen).isEmpty();
    timers.advance(Duration.ofNanos(1));
    assertThat(seen).containsExactly("READY false");
    timers.advance(SECOND.multipliedBy(10));
    assertThat(seen).containsExactly("READY false", "FAILED false");
  }

  @Test
  void heldReadinessEndsWithTheDelayAndTheDrainAtItsDeadline() {
    pod.signal(app, new Signal.DrainAsked(Drain.Origin.OUTSIDE, SECOND.toNanos()));
    assertThat(pod.view(app).verdicts().ready().ok()).isTrue();
    say(Signal.ANYONE, new Word.Ready());
    told.clear();

    timers.advance(SECOND);
    assertThat(told).extracting(v -> v.verdicts().ready().ok()).containsExactly(false);
    timers.advance(SECOND.multipliedBy(29));

    assertThat(told).hasSize(2);
    assertThat(told.get(1).state().cause()).isEqualTo(Cause.DRAIN_EXPIRED);
    assertThat(told.get(1).verdicts().ready().ok()).isTrue();
  }

  private void say(String by, Word word) {
    pod.signal(app, new Signal.Said(by, List.of(word)));
  }
}

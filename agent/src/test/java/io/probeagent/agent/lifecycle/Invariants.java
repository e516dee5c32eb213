package io.probeagent.agent.lifecycle;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Signal.FileGone;
import io.probeagent.agent.lifecycle.Signal.PortsSeen;
import io.probeagent.agent.lifecycle.Signal.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of an app at every moment, whatever it, its volume and its operators do. */
final class Invariants {
  private final Lifecycle lifecycle;

  Invariants(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void atAMoment(AppState state, long now) {
    AppState settled = lifecycle.settle(state, now);
    Holds.equal(settled, lifecycle.settle(settled, now));
    Verdicts verdicts = Verdicts.of(lifecycle, state, now);
    Holds.equal(verdicts, Verdicts.of(lifecycle, settled, now));
    theTable(settled, verdicts);
    long until = verdicts.validUntil();
    Holds.that(!verdicts.bounded() || until - now > 0, () -> "valid until the past: " + verdicts);
    theyHold(state, verdicts, verdicts.bounded() ? until - 1 : now + Long.MAX_VALUE / 8);
    Drain drain = settled.drain();
    if (drain != null) {
      Plan plan = Plan.of(drain, now);
      Holds.that(plan.delayMillis() >= 0 && plan.deadlineMillis() >= 0, plan::toString);
      long most = lifecycle.policy().gracePeriod().toNanos();
      Holds.that(drain.deadline() - now <= most, () -> "beyond the grace period: " + drain);
    }
    Holds.equal(settled.said() == Phase.UNKNOWN, settled.instance() == null);
  }

  /** However often somebody looks while time goes by: what is in the end is the same. */
  void inEveryOrderOfLooks(AppState state, long now, long nanos) {
    AppState looked = lifecycle.settle(lifecycle.settle(state, now), now + nanos / 2);
    Holds.equal(lifecycle.settle(state, now + nanos), lifecycle.settle(looked, now + nanos));
  }

  void overASignal(AppState before, Signal signal, AppState after, long now) {
    Instance old = before.instance();
    Instance current = after.instance();
    if (old == null ? current != null : current != null && current.number() != old.number()) {
      begun(old, current, signal, after, now);
    } else if (old != null && current != null) {
      Holds.equal(old.id(), current.id());
      if (before.said() == Phase.DRAINING) {
        Holds.that(
            after.said() == Phase.DRAINING || after.said().isOver(),
            () -> "STOPPING=1 was taken back by " + signal + ": " + after);
      }
      Holds.that(
          !before.said().isOver()
              || (after.said() == before.said() && after.since() == before.since()),
          () -> "not the end by " + signal + ": " + after);
      if (before.said().isAlive() && after.said().isOver()) {
        Holds.that(ends(signal), () -> "ended by " + signal + ": " + after);
      }
    } else {
      Holds.equal(old, current);
    }
    if (signal instanceof Said said
        && !said.by().isEmpty()
        && (old == null || !old.id().equals(said.by()))) {
      Holds.equal(before, after);
    }
    Verdicts verdicts = Verdicts.of(lifecycle, after, now);
    if (signal instanceof Signal.DrainAsked && before.said().isAlive()) {
      Holds.that(verdicts.live().ok(), () -> "a drain that kills: " + after);
    }
  }

  /** Readiness and life are not lost by it; words, drain and instance are the same. */
  void overARestart(AppState before, AppState after, long now) {
    Holds.equal(before.said(), after.said());
    Holds.equal(idOf(before.instance()), idOf(after.instance()));
    Holds.equal(watchOver(before.instance()), watchOver(after.instance()));
    Drain drain = before.drain();
    if (drain != null && drain.origin() == Origin.AGENT) {
      return; // that one was for the end of the agent
    }
    Holds.equal(drain, after.drain());
    Holds.equal(before.phase(), after.phase());
    Verdicts was = Verdicts.of(lifecycle, before, now);
    Verdicts is = Verdicts.of(lifecycle, after, now);
    Holds.equal(was.startup(), is.startup());
    Holds.that(!was.live().ok() || is.live().ok(), () -> was + " became " + is);
    Holds.that(!was.ready().ok() || is.ready().ok(), () -> was + " became " + is);
  }

  /** The table of {@link Verdicts}. */
  private void theTable(AppState state, Verdicts verdicts) {
    Phase phase = state.phase();
    Holds.equal(phase, verdicts.phase());
    boolean started = phase == Phase.READY || phase == Phase.NOT_READY || phase == Phase.DRAINING;
    Holds.equal(started, verdicts.startup().ok());
    Holds.that(!verdicts.live().ok() || phase.isAlive(), () -> "dead and live: " + state);
    Holds.that(
        phase != Phase.DRAINING || verdicts.live().ok(), () -> "draining is dying: " + state);
    Holds.that(
        !verdicts.ready().ok() || (verdicts.live().ok() && started),
        () -> "ready, but not live: " + state);
    Drain drain = state.drain();
    boolean held =
        lifecycle.policy().holdReadiness()
            && phase == Phase.DRAINING
            && drain != null
            && drain.wasReady();
    Holds.that(!verdicts.ready().ok() || phase == Phase.READY || held, () -> "not ready: " + state);
    for (Verdict verdict : List.of(verdicts.startup(), verdicts.live(), verdicts.ready())) {
      Holds.equal(verdict.ok(), verdict.reason().isEmpty());
    }
  }

  private void theyHold(AppState state, Verdicts verdicts, long last) {
    Verdicts then = Verdicts.of(lifecycle, state, last);
    Holds.equal(verdicts.phase(), then.phase());
    Holds.equal(verdicts.startup(), then.startup());
    Holds.equal(verdicts.live(), then.live());
    Holds.equal(verdicts.ready(), then.ready());
  }

  /** A new instance inherits nothing: all that it is said to have said, this signal says. */
  private void begun(
      @Nullable Instance old, @Nullable Instance current, Signal signal, AppState after, long now) {
    if (current == null) {
      throw new AssertionError("an instance that was forgotten: " + old);
    }
    Holds.equal(old == null ? 1 : old.number() + 1, current.number());
    Holds.equal(old == null ? "" : old.id(), current.predecessor());
    Holds.equal(now, after.since());
    List<Word> words =
        signal instanceof Said said
            ? said.words()
            : signal instanceof Signal.FileSeen seen ? seen.file().words() : List.of();
    Holds.that(
        current.failure().isEmpty() || Word.anyOf(words, Word.Failure.class), current::toString);
    Holds.that(
        current.status().isEmpty() || Word.anyOf(words, Word.Status.class), current::toString);
    Holds.that(
        current.inFlight() == Instance.NOT_TOLD || Word.anyOf(words, Word.InFlight.class),
        current::toString);
    Watchdog dog = current.watchdog();
    Holds.that(
        dog == null || Word.anyOf(words, Word.BeatEvery.class) || givenBySetting(dog, words),
        current::toString);
    Drain drain = after.drain();
    Holds.that(
        drain == null
            || (drain.origin() == Origin.APP
                && drain.since() == now
                && Word.anyOf(words, Word.Stopping.class)),
        () -> "an inherited drain: " + drain);
    Holds.that(
        signal instanceof Said
            || current.lease() instanceof Lease.None
            || current.lease() instanceof Lease.Held,
        current::toString);
  }

  private boolean givenBySetting(Watchdog dog, List<Word> words) {
    return dog.every() == lifecycle.policy().watchdog().toNanos() && Word.saysReady(words);
  }

  /** Whether it can be the end of an instance. */
  private static boolean ends(Signal signal) {
    if (signal instanceof Said said) {
      return saysEnd(said.words());
    } else if (signal instanceof Signal.FileSeen seen) {
      return saysEnd(seen.file().words());
    }
    return (signal instanceof FileGone gone && !gone.withFolder())
        || (signal instanceof PortsSeen seen
            && seen.ports().allClosed()
            && seen.ports().connections() == 0);
  }

  private static boolean saysEnd(List<Word> words) {
    return Word.anyOf(words, Word.Bye.class) || Word.anyOf(words, Word.Broken.class);
  }

  private static long watchOver(@Nullable Instance instance) {
    Watchdog dog = instance == null ? null : instance.watchdog();
    return dog == null ? 0 : dog.every();
  }

  private static @Nullable String idOf(@Nullable Instance instance) {
    return instance == null ? null : instance.number() + " " + instance.id();
  }
}

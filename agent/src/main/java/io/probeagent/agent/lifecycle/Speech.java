package io.probeagent.agent.lifecycle;

import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Signal.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an app's words do to the instance that says them. */
final class Speech {
  private Speech() {}

  /** Applies the words in turn; one that ends the instance silences those behind it. */
  static AppState apply(Policy policy, AppState state, List<Word> words, long now) {
    AppState result = state;
    for (Word word : words) {
      Instance instance = result.instance();
      if (instance == null || result.said().isOver()) {
        return result;
      }
      result = apply(policy, result, instance, word, now);
    }
    return result;
  }

  private static AppState apply(
      Policy policy, AppState state, Instance instance, Word word, long now) {
    if (word instanceof Word.Ready) {
      return ready(state, now);
    } else if (word instanceof Word.NotReady) {
      return state.said() == Phase.READY ? state.withSaid(Phase.NOT_READY) : state;
    } else if (word instanceof Word.Reloading) {
      return state.said() == Phase.READY && policy.reloadingUnready()
          ? state.withSaid(Phase.NOT_READY)
          : state;
    } else if (word instanceof Word.Stopping) {
      return stopping(policy, state, now);
    } else if (word instanceof Word.Status status) {
      return state.withInstance(instance.withStatus(status.text()));
    } else if (word instanceof Word.Beat) {
      Watchdog dog = instance.watchdog();
      return dog == null || !dog.isOn()
          ? state
          : state.withInstance(instance.withWatchdog(new Watchdog(dog.every(), now)));
    } else if (word instanceof Word.BeatEvery beat) {
      return state.withInstance(instance.withWatchdog(asked(policy, beat.nanos(), now)));
    } else if (word instanceof Word.Extend extend) {
      return extended(policy, state, extend.nanos(), now);
    } else if (word instanceof Word.Failure failure) {
      return state.withInstance(instance.withFailure(failure.key() + "=" + failure.value()));
    } else if (word instanceof Word.InFlight inFlight) {
      return state.withInstance(instance.withInFlight(inFlight.count()));
    } else if (word instanceof Word.Broken) {
      return state.ended(Phase.FAILED, Cause.WATCHDOG_TRIGGER, now);
    } else if (word instanceof Word.Bye) {
      return state.ended(endOf(state), Cause.BYE, now);
    }
    throw new AssertionError(word);
  }

  private static @Nullable Watchdog asked(Policy policy, long every, long now) {
    if (every > 0) {
      return new Watchdog(every, now);
    }
    // That it was turned off has to be known only where the next READY=1 would start one.
    return policy.watchdog().isZero() ? null : new Watchdog(Watchdog.OFF, now);
  }

  /**
   * A message that says ready starts the watchdog that the setting gives the app, unless it has its
   * own. What is only seen of an app starts none: nothing of it shows that it can beat.
   */
  static AppState watched(Policy policy, AppState state, List<Word> words, long now) {
    Instance instance = state.instance();
    return instance == null
            || policy.watchdog().isZero()
            || instance.watchdog() != null
            || !Word.saysReady(words)
        ? state
        : state.withInstance(instance.withWatchdog(new Watchdog(policy.watchdog().toNanos(), now)));
  }

  /**
   * READY=1. It does not end the instance's own stop, nor a drain from outside before its deadline:
   * that one ends at its deadline, if the app has said ready by then.
   */
  static AppState ready(AppState state, long now) {
    return state.said() == Phase.DRAINING ? state : outlived(state.withSaid(Phase.READY), now);
  }

  /** A drain from outside that the app lives through: over at its deadline, or now if that came. */
  static AppState outlived(AppState state, long now) {
    Drain drain = state.drain();
    if (drain == null || drain.origin() == Origin.APP) {
      return state;
    }
    return state.withDrain(drain.expired(now) ? null : drain.withReadySaid());
  }

  private static AppState stopping(Policy policy, AppState state, long now) {
    if (state.said() == Phase.DRAINING) {
      return state;
    }
    Drain asked = state.drain();
    long time = policy.stopTime();
    long since = now;
    long delay = policy.drainDelay().toNanos();
    boolean wasReady = state.said() == Phase.READY;
    if (asked != null && !asked.expired(now)) {
      // preStop's seconds are part of the grace period, and its delay need not be waited for twice.
      since = asked.since();
      delay = asked.delay();
      wasReady = asked.wasReady();
    }
    // In a very short grace period the delay must not outlast the time there is.
    Drain drain =
        new Drain(Origin.APP, since, Math.min(delay, time), since + time, wasReady, false);
    return state.withSaid(Phase.DRAINING).withDrain(drain);
  }

  /** EXTEND_TIMEOUT_USEC: only a stop has a deadline here, and the grace period is its limit. */
  private static AppState extended(Policy policy, AppState state, long nanos, long now) {
    Drain drain = state.drain();
    if (drain == null || drain.origin() != Origin.APP) {
      return state;
    }
    long most = policy.gracePeriod().toNanos();
    long wanted = Math.min(now - drain.since() + Math.min(nanos, most), most);
    return wanted <= drain.deadline() - drain.since()
        ? state
        : state.withDrain(drain.withDeadline(drain.since() + wanted));
  }

  /** A clean end, unless the app has told why it failed. */
  static Phase endOf(AppState state) {
    Instance instance = state.instance();
    return instance != null && !instance.failure().isEmpty() ? Phase.FAILED : Phase.STOPPED;
  }

  /** The word of a message that stands for it in the log; what ends an instance has said so. */
  static Cause cause(Said said) {
    for (Word word : said.words()) {
      if (word instanceof Word.Stopping) {
        return Cause.STOPPING;
      } else if (word instanceof Word.Ready) {
        return Cause.READY;
      } else if (word instanceof Word.NotReady) {
        return Cause.NOT_READY;
      } else if (word instanceof Word.Reloading) {
        return Cause.RELOADING;
      }
    }
    return Cause.FIRST_WORD;
  }
}

package io.probeagent.agent.lifecycle;

import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Signal.DrainAsked;
import io.probeagent.agent.lifecycle.Signal.FileGone;
import io.probeagent.agent.lifecycle.Signal.FileSeen;
import io.probeagent.agent.lifecycle.Signal.LeaseLost;
import io.probeagent.agent.lifecycle.Signal.LeaseOpened;
import io.probeagent.agent.lifecycle.Signal.PortsSeen;
import io.probeagent.agent.lifecycle.Signal.Said;
import io.probeagent.agent.lifecycle.Signal.Undrained;
import org.jspecify.annotations.Nullable;

/** The state machine of one app under one policy. Has no state of its own. */
public final class Lifecycle {
  private final Policy policy;

  public Lifecycle(Policy policy) {
    this.policy = policy;
  }

  public Policy policy() {
    return policy;
  }

  // A new instance begins, with a clean slate, when the probe file appears anew, when a lease with
  // an unseen id opens, or when READY=1 comes after the last one ended or said STOPPING=1. A file
  // that was changed to say READY=1, or to be empty, is as good as that word. Of an app that says
  // nothing it begins when its ports are opened (see Listening).
  //
  //             file with READY=0, lease opened, a first word (or ports that open, of an app
  //             whose word alone counts)
  //   UNKNOWN ──────────────────────────────────────────────────▶ STARTING
  //      │                                                            │ READY=1
  //      │ empty file, READY=1, or ports that open                    ▼
  //      └────────────────────────────────────────────────────────▶ READY ◀───────┐
  //                                              READY=0 (RELOADING=1) │          │ READY=1
  //                                                                    ▼          │
  //                                                                NOT_READY ─────┘
  //
  //   STARTING, READY, NOT_READY ── STOPPING=1 ──▶ DRAINING          (final for the instance)
  //                              ── drain asked ─▶ DRAINING          (called off or expired: back)
  //
  //   STARTING, READY, NOT_READY, DRAINING
  //       ── file removed, BYE=1, ports closed ─────────────▶ STOPPED   (a failure told: FAILED)
  //       ── WATCHDOG=trigger, lease lost for too long ─────▶ FAILED
  //
  //   STOPPED, FAILED ── a new instance ──▶ STARTING or READY
  /** The one transition function. Returns the very same state if the signal changes nothing. */
  public AppState next(AppState state, Signal signal, long now) {
    AppState settled = settle(state, now);
    if (signal instanceof Said said) {
      return heard(settled, said, now);
    } else if (signal instanceof FileSeen seen) {
      return fileSeen(settled, seen, now);
    } else if (signal instanceof FileGone gone) {
      return fileGone(settled, gone.withFolder(), now);
    } else if (signal instanceof LeaseOpened opened) {
      return leaseOpened(settled, opened.id(), now);
    } else if (signal instanceof LeaseLost lost) {
      return leaseLost(settled, lost.id(), now);
    } else if (signal instanceof PortsSeen seen) {
      return Listening.seen(policy, settled, seen.ports(), now);
    } else if (signal instanceof DrainAsked asked) {
      return drainAsked(settled, asked, now);
    } else if (signal instanceof Undrained) {
      return undrained(settled, now);
    }
    throw new AssertionError(signal);
  }

  /**
   * What the mere passing of time has made of a state. Verdicts are given on the settled state, so
   * a timer that is late, or never fires, hides nothing.
   */
  public AppState settle(AppState state, long now) {
    AppState settled = state;
    if (settled.lease() instanceof Lease.Awaited awaited && now - leaseEnd(awaited.since()) >= 0) {
      settled = withLease(settled, new Lease.Lost(leaseEnd(awaited.since())));
    }
    if (settled.said().isAlive()
        && settled.lease() instanceof Lease.Lost lost
        && now - leaseEnd(lost.since()) >= 0) {
      settled = settled.ended(Phase.FAILED, Cause.LEASE_LOST, leaseEnd(lost.since()));
    }
    Drain drain = settled.drain();
    if (drain != null && drain.readySaid() && drain.expired(now)) {
      settled = settled.withDrain(null).stamped(settled, Cause.DRAIN_EXPIRED, drain.deadline());
    }
    return settled;
  }

  /** When a lease that was lost (or is awaited) since a moment has been so for too long. */
  long leaseEnd(long since) {
    return since + policy.leaseTimeout().toNanos();
  }

  private AppState heard(AppState before, Said said, long now) {
    Instance instance = before.instance();
    boolean anyone = said.by().equals(Signal.ANYONE);
    if (!anyone && (instance == null || !instance.id().equals(said.by()))) {
      return before; // a superseded instance, still talking
    }
    boolean ready = Word.saysReady(said.words());
    AppState state = before;
    if (instance == null) {
      if (said.words().isEmpty() || said.words().get(0) instanceof Word.Bye) {
        return before;
      }
      state = before.begun(Signal.ANYONE, Lease.NONE, Cause.FIRST_WORD, now);
    } else if (before.said().isOver() || (ready && anyone && before.said() == Phase.DRAINING)) {
      if (!ready) {
        return before;
      }
      Lease lease = anyone ? Lease.NONE : instance.lease();
      state = before.begun(said.by(), lease, Cause.READY, now);
    }
    state = spoken(state);
    AppState heard = Speech.apply(policy, state, said.words(), now);
    return Speech.watched(policy, heard, said.words(), now)
        .stamped(before, Speech.cause(said), now);
  }

  private AppState fileSeen(AppState before, FileSeen seen, long now) {
    ProbeFile known = before.file();
    ProbeFile file = seen.file();
    if (known == null || !known.id().equals(file.id())) {
      return fileAppeared(before, seen, now);
    }
    AppState state = withFile(before, seen, before.fileIsOwn(), now);
    if (!known.words().equals(file.words())) {
      return fileChanged(state, seen, now).stamped(before, Cause.FILE_CHANGED, now);
    }
    if (known.stamp() == file.stamp()) {
      boolean same =
          before.fileBeat() == state.fileBeat() && before.readyBeat() == state.readyBeat();
      return same ? before : state;
    }
    if (before.said().isOver() && before.cause() == Cause.PORT_CLOSED && file.saysReadyAgain()) {
      // Nothing but a new run touches the file of one whose process is gone.
      return readLevel(begunBy(before, seen, Cause.FILE_CHANGED, now), file, now);
    }
    Instance instance = before.instance();
    if (instance != null && instance.silent() && before.said().isAlive()) {
      // It was taken for a predecessor's; but now it is this run that touches it.
      return readLevel(spoken(withFile(before, seen, true, now)), file, now)
          .stamped(before, Cause.FILE_CHANGED, now);
    }
    // All that is seen of a plain app that was restarted, if its old file was left lying.
    return file.saysReady()
        ? Speech.outlived(state, now).stamped(before, Cause.DRAIN_EXPIRED, now)
        : state;
  }

  private AppState fileChanged(AppState state, FileSeen seen, long now) {
    ProbeFile file = seen.file();
    boolean over = state.said().isOver();
    boolean held = !over && state.lease() instanceof Lease.Held;
    boolean stopping = state.said() == Phase.DRAINING && !held && !file.named();
    if ((over || stopping) && file.saysReadyAgain()) {
      return readLevel(begunBy(state, seen, Cause.FILE_CHANGED, now), file, now);
    }
    return over ? state : readLevel(state, file, now);
  }

  private AppState fileAppeared(AppState before, FileSeen seen, long now) {
    ProbeFile file = seen.file();
    Instance instance = before.said().isAlive() ? before.instance() : null;
    boolean mine = instance != null && instance.id().equals(file.id());
    // A lease is held by a process that lives: a nameless file that appears now is its own.
    boolean joins = instance != null && !file.named() && instance.lease() instanceof Lease.Held;
    if (mine || joins) {
      return readLevel(withFile(before, seen, true, now), file, now)
          .stamped(before, Cause.FILE_APPEARED, now);
    }
    return readLevel(begunBy(before, seen, Cause.FILE_APPEARED, now), file, now);
  }

  /** The file is a level: what it says now counts, but a live lease knows better. */
  private AppState readLevel(AppState state, ProbeFile file, long now) {
    if (state.lease() instanceof Lease.Held) {
      return state;
    }
    Instance instance = state.instance();
    AppState heard = instance == null ? state : state.withInstance(instance.withStatus(""));
    if (file.saysReady()) {
      heard = Speech.ready(heard, now);
    }
    return Speech.apply(policy, heard, file.words(), now);
  }

  private AppState fileGone(AppState before, boolean withFolder, long now) {
    if (before.file() == null) {
      return before;
    }
    AppState state = before.withFile(null, now, now, false);
    // A file that went with its folder is no word of the app's, and what went unseen ends nothing.
    return withFolder || !before.said().isAlive() || !before.fileIsOwn()
        ? state
        : state.ended(Speech.endOf(state), Cause.FILE_REMOVED, now);
  }

  private AppState leaseOpened(AppState before, String id, long now) {
    Instance instance = before.instance();
    if (instance != null && before.said().isAlive()) {
      if (instance.id().equals(id)) {
        return withLease(before, Lease.HELD);
      }
      if (instance.predecessor().equals(id)) {
        return before; // it was superseded already and only comes back from the agent's restart
      }
    }
    return before.begun(id, Lease.HELD, Cause.LEASE_OPENED, now);
  }

  private AppState leaseLost(AppState before, String id, long now) {
    Instance instance = before.instance();
    if (instance == null
        || !instance.id().equals(id)
        || !before.said().isAlive()
        || !(instance.lease() instanceof Lease.Held)) {
      return before;
    }
    return withLease(before, new Lease.Lost(now));
  }

  private AppState drainAsked(AppState before, DrainAsked asked, long now) {
    if (!before.said().isAlive()) {
      return before;
    }
    boolean agent = asked.origin() == Origin.AGENT;
    long deadline = now + policy.gracePeriod().toNanos();
    Drain old = before.drain();
    if (old != null && !old.expired(now)) {
      // One to join. With the agent told to stop it is no restart, and lasts as the agent does.
      return agent && old.origin() == Origin.OUTSIDE
          ? before.withDrain(old.takenOver(deadline))
          : before;
    }
    boolean wasReady = before.said() == Phase.READY;
    Drain drain = new Drain(asked.origin(), now, asked.delay(), deadline, wasReady, false);
    return before
        .withDrain(drain)
        .stamped(before, agent ? Cause.AGENT_STOPPING : Cause.DRAIN_ASKED, now);
  }

  private static AppState undrained(AppState before, long now) {
    Drain drain = before.drain();
    return drain == null || drain.origin() == Origin.APP
        ? before
        : before.withDrain(null).stamped(before, Cause.DRAIN_CALLED_OFF, now);
  }

  private static AppState begunBy(AppState old, FileSeen seen, Cause cause, long now) {
    return withFile(old.begun(seen.file().id(), Lease.NONE, cause, now), seen, true, now);
  }

  private static AppState withFile(AppState state, FileSeen seen, boolean own, long now) {
    return state.withFile(seen.file(), now - seen.beatAge(), now - seen.readyAge(), own);
  }

  /** It has said something itself: its ports do not speak for it any more. */
  private static AppState spoken(AppState state) {
    Instance instance = state.instance();
    return instance != null && instance.silent()
        ? state.withInstance(instance.withSilent(false))
        : state;
  }

  private static AppState withLease(AppState state, Lease lease) {
    @Nullable Instance instance = state.instance();
    return instance == null ? state : state.withInstance(instance.withLease(lease));
  }
}

package io.probeagent.agent.lifecycle;

import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the three probes answer for one app, and for how long that holds.
 *
 * <pre>
 *   phase      startup  live  ready
 *   UNKNOWN      no      no     no
 *   STARTING     no     yes     no
 *   READY       yes     yes    yes
 *   NOT_READY   yes     yes     no
 *   DRAINING    yes     yes     no (held: yes until the propagation delay is over)
 *   STOPPED      no      no     no
 *   FAILED       no      no     no
 * </pre>
 *
 * A missing beat (watchdog, age of the probe file) turns live and ready to no, except in a drain:
 * draining is not dying, and a liveness failure there kills open requests. A lost lease turns ready
 * to no at once, and so does a port on which nobody listens.
 *
 * @param phase the phase they were given for
 * @param validUntil the first moment at which time alone can change them
 * @param bounded whether there is such a moment
 */
public record Verdicts(
    Phase phase, Verdict startup, Verdict live, Verdict ready, long validUntil, boolean bounded) {

  /** Gives the verdicts of a state at a moment. */
  public static Verdicts of(Lifecycle lifecycle, AppState state, long now) {
    AppState settled = lifecycle.settle(state, now);
    Policy policy = lifecycle.policy();
    Phase phase = settled.phase();
    Horizon horizon = new Horizon(now);
    String overdue = overdue(policy, settled, horizon);
    boolean held = held(policy, settled, horizon);
    if (phase.isAlive()) {
      leaseEnds(lifecycle, settled.lease(), horizon);
    }
    Drain drain = settled.drain();
    if (drain != null && drain.readySaid()) {
      horizon.isPast(drain.deadline());
    }

    String why = why(settled);
    boolean started = phase == Phase.READY || phase == Phase.NOT_READY || phase == Phase.DRAINING;
    Verdict startup = started ? Verdict.OK : Verdict.no(why);
    Verdict live =
        !phase.isAlive() ? Verdict.no(why) : overdue.isEmpty() ? Verdict.OK : Verdict.no(overdue);
    Verdict ready;
    if (phase != Phase.READY && !held) {
      ready = Verdict.no(why);
    } else if (settled.lease() instanceof Lease.Lost) {
      ready = Verdict.no("lease lost");
    } else if (settled.ports() != null && !settled.ports().allOpen()) {
      ready = Verdict.no(closed(settled.ports()));
    } else {
      String late = overdue.isEmpty() ? notTouched(policy, settled, horizon) : overdue;
      ready = late.isEmpty() ? Verdict.OK : Verdict.no(late);
    }
    return new Verdicts(phase, startup, live, ready, horizon.first(), horizon.isBounded());
  }

  /** Whether they still hold at a moment. */
  public boolean holdAt(long now) {
    return !bounded || validUntil - now > 0;
  }

  private static void leaseEnds(Lifecycle lifecycle, Lease lease, Horizon horizon) {
    if (lease instanceof Lease.Awaited awaited) {
      horizon.isPast(lifecycle.leaseEnd(awaited.since()));
    } else if (lease instanceof Lease.Lost lost) {
      horizon.isPast(lifecycle.leaseEnd(lost.since()));
    }
  }

  /** Which beat is missing; empty if none is. */
  private static String overdue(Policy policy, AppState state, Horizon horizon) {
    Phase phase = state.phase();
    if (!phase.isAlive() || phase == Phase.DRAINING) {
      return "";
    }
    String missing = "";
    Instance instance = state.instance();
    Watchdog dog = instance == null ? null : instance.watchdog();
    if (dog != null && dog.isOn() && horizon.isPast(dog.due())) {
      missing = "watchdog: no beat for " + text(dog.every());
    }
    long maxAge = policy.fileMaxAge().toNanos();
    if (maxAge > 0 && state.file() != null && horizon.isPast(state.fileBeat() + maxAge)) {
      missing = "probe file: not touched for " + text(maxAge);
    }
    return missing;
  }

  /** Whether the file that says ready is too old; empty if it is not. */
  private static String notTouched(Policy policy, AppState state, Horizon horizon) {
    long maxAge = policy.fileMaxAge().toNanos();
    boolean judged = maxAge > 0 && state.file() != null && state.phase() != Phase.DRAINING;
    return judged && horizon.isPast(state.readyBeat() + maxAge)
        ? "ready file: not touched for " + text(maxAge)
        : "";
  }

  private static String closed(Ports ports) {
    StringJoiner closed = new StringJoiner(", ");
    ports.closed().forEach(port -> closed.add(port.toString()));
    return "nobody listens on port" + (ports.closed().size() == 1 ? " " : "s ") + closed;
  }

  private static boolean held(Policy policy, AppState state, Horizon horizon) {
    Drain drain = state.drain();
    return policy.holdReadiness()
        && drain != null
        && drain.wasReady()
        && state.said() != Phase.NOT_READY
        && !horizon.isPast(drain.since() + drain.delay());
  }

  private static String why(AppState state) {
    Instance instance = state.instance();
    String status = instance == null ? "" : instance.status();
    String failure = instance == null ? "" : instance.failure();
    return switch (state.phase()) {
      case UNKNOWN -> "no instance seen yet";
      case STARTING -> status.isEmpty() ? "starting" : status;
      case READY -> "";
      case NOT_READY -> status.isEmpty() ? state.cause().text() : status;
      case DRAINING -> "draining: " + state.cause().text();
      case STOPPED -> "stopped: " + state.cause().text();
      case FAILED -> "failed: " + (failure.isEmpty() ? state.cause().text() : failure);
    };
  }

  private static String text(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Verdicts other
        && phase == other.phase
        && startup.equals(other.startup)
        && live.equals(other.live)
        && ready.equals(other.ready)
        && validUntil == other.validUntil
        && bounded == other.bounded;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * phase.hashCode() + startup.hashCode()) + live.hashCode())
        + ready.hashCode();
  }
}

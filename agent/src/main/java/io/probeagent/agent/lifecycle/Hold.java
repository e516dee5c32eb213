package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What a held {@code /drain} waits for, of one app. Over when all three conditions hold at once, at
 * the cap, or when there is nothing left to wait for.
 *
 * <pre>
 *   delay      PROBE_DRAIN_DELAY has passed since the drain began
 *   kubelet    it was given PROBE_READINESS_THRESHOLD answers of 503 on a path that covers the app;
 *              not waited for where it was not seen to probe, given up when it stops to
 *   in flight  nothing is; not waited for where that is not known, or PROBE_DRAIN_UNTIL=delay
 *   cap        PROBE_DRAIN_TIMEOUT has passed since the drain began
 * </pre>
 *
 * @param instance number of the instance that drains
 * @param since when its drain began; all times count from there, also for a call that joins
 * @param delayNanos its propagation delay
 * @param kubeletStopped whether kubelet was waited for and stopped to probe
 * @param notReady how many answers of 503 kubelet was given
 * @param left what is in flight, {@link Instance#NOT_TOLD} if that is not known
 * @param leftByApp whether that is the app's own count, not the kernel's
 * @param over why it is over, null while it is not
 * @param elapsed time since the drain began, in ns; stands still when it is over
 * @param wakeAt the first moment at which time alone can change it; means nothing when it is over
 */
public record Hold(
    long instance,
    long since,
    long delayNanos,
    Condition delay,
    Condition kubelet,
    boolean kubeletStopped,
    int notReady,
    Condition inFlight,
    int left,
    boolean leftByApp,
    @Nullable Over over,
    long elapsed,
    long wakeAt) {

  /** Why a hold is over. */
  public enum Over {
    DRAINED("drained"),
    ENDED("ended"),
    CAP("cap"),
    CALLED_OFF("called off"),
    NEW_INSTANCE("new instance"),
    NOTHING_TO_DRAIN("nothing to drain");

    private final String text;

    Over(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** Whether the app can be told to stop without a loss. */
    public boolean isDrained() {
      return this == DRAINED || this == ENDED || this == NOTHING_TO_DRAIN;
    }
  }

  /**
   * One thing that is waited for.
   *
   * @param awaited whether it is, for this app
   * @param open whether it does not hold yet
   * @param waited from the drain's beginning until it came to hold, or until now, in ns
   */
  public record Condition(boolean awaited, boolean open, long waited) {
    private static final Condition NONE = new Condition(false, false, 0);

    private Condition next(boolean isAwaited, boolean isOpen, long elapsed) {
      if (!isAwaited) {
        return NONE;
      }
      boolean held = awaited && !open && !isOpen;
      return held ? this : new Condition(true, isOpen, elapsed);
    }
  }

  /** Of the drain that an app is in; over at once if it is in none. */
  public static Hold of(AppState state, long now) {
    Drain drain = state.drain();
    Instance instance = state.instance();
    boolean none = drain == null || instance == null || !state.said().isAlive();
    long since = none || drain == null ? now : drain.since();
    return new Hold(
        none || instance == null ? 0 : instance.number(),
        since,
        none || drain == null ? 0 : drain.delay(),
        Condition.NONE,
        Condition.NONE,
        false,
        0,
        Condition.NONE,
        Instance.NOT_TOLD,
        false,
        none ? Over.NOTHING_TO_DRAIN : null,
        now - since,
        now);
  }

  public boolean isOver() {
    return over != null;
  }

  /** What is waited for as of now. One that is over stays as it is. */
  public Hold next(Policy policy, AppState state, Probed probed, long now) {
    if (over != null) {
      return this;
    }
    Over broken = broken(state);
    if (broken != null) {
      return end(broken, now);
    }
    Horizon horizon = new Horizon(now);
    long time = now - since;
    Condition delayNow = delay.next(true, !horizon.isPast(since + delayNanos), time);

    boolean probes = probed.isUsed(since);
    boolean told = probed.notReady() >= policy.readinessThreshold();
    boolean goesOn = probes && !told && probed.goesOn(since, horizon);
    Condition kubeletNow = kubelet.next(probes, goesOn, time);

    int count = state.inFlight();
    boolean counted = policy.untilIdle() && count != Instance.NOT_TOLD;
    Condition inFlightNow = inFlight.next(counted, count > 0, time);

    boolean capped = horizon.isPast(since + policy.drainTimeout().toNanos());
    boolean open = delayNow.open || kubeletNow.open || inFlightNow.open;
    Over end = open ? (capped ? Over.CAP : null) : Over.DRAINED;
    return new Hold(
        instance,
        since,
        delayNanos,
        delayNow,
        kubeletNow,
        probes && !told && !goesOn,
        probed.notReady(),
        inFlightNow,
        count,
        state.instance() != null && state.instance().inFlight() != Instance.NOT_TOLD,
        end,
        time,
        horizon.first());
  }

  /** Why the drain is not the one that was held any more; null if it is. */
  private @Nullable Over broken(AppState state) {
    Instance now = state.instance();
    if (now == null || now.number() != instance) {
      return Over.NEW_INSTANCE;
    }
    if (!state.said().isAlive()) {
      return Over.ENDED;
    }
    Drain drain = state.drain();
    return drain == null || drain.since() != since ? Over.CALLED_OFF : null;
  }

  private Hold end(Over why, long now) {
    return new Hold(
        instance,
        since,
        delayNanos,
        delay,
        kubelet,
        kubeletStopped,
        notReady,
        inFlight,
        left,
        leftByApp,
        why,
        now - since,
        now);
  }
}

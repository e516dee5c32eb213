package io.probeagent.tools.inject;

import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Times;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.plan.Ending;
import io.probeagent.tools.plan.Hook;
import io.probeagent.tools.plan.Script;
import io.probeagent.tools.plan.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an app will end with the agent beside it, reckoned by what reckons it for lint and plan: what
 * inject writes they must not find fault with.
 *
 * @param told the drain delay that somebody wants
 * @param cap the longest delay with which the agent starts: it drains no longer than that
 * @param noticed when kubelet has been given the 503 that counts
 */
record AppEnd(
    String name,
    Duration grace,
    Hook hook,
    Optional<Duration> told,
    Duration cap,
    boolean untilIdle,
    Duration noticed,
    boolean isNative) {
  static final Duration MARGIN = Timeline.MARGIN;

  /** What kubelet leaves after a hook that took all (minimumGracePeriodInSeconds). */
  static final Duration AFTER_HOOK = Duration.ofSeconds(2);

  /** What a hook sleeps so that nothing is lost with a delay of 0 s: the usual delay. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  static AppEnd of(Workload workload, AppPlan app, Wishes wishes) {
    boolean token = wishes.settings().containsKey("PROBE_CONTROL_TOKEN");
    Duration grace = Duration.ofSeconds(Math.max(0, Math.min(Hook.MOST, workload.gracePeriod())));
    Hook hook =
        app.preStop().isPresent()
            ? new Hook.Drain(app.name(), token)
            : Hook.of(app.container(), null);
    return new AppEnd(
        app.container().name(),
        grace,
        hook,
        time(app, "DRAIN_DELAY", wishes),
        time(app, "DRAIN_TIMEOUT", wishes).orElse(Sidecar.usualDrainTimeout(grace)),
        !wishes.setting(app.name(), "DRAIN_UNTIL").orElse("").equals("delay"),
        app.probes().containsKey("readinessProbe") ? Duration.ofSeconds(1) : Duration.ZERO,
        wishes.isNative());
  }

  /** Nothing is lost with no delay at all if the app's own hook has waited for it. */
  int leastDelay() {
    boolean waited = hook instanceof Hook.Sleep sleep && sleep.time().compareTo(LONG_ENOUGH) >= 0;
    return waited ? 0 : 1;
  }

  /** How long a hook of the app's own takes, as far as that can be read. */
  Duration hookTime() {
    if (hook instanceof Hook.Sleep sleep) {
      return sleep.time();
    }
    return hook instanceof Hook.Other other ? Script.slept(other.what()) : Duration.ZERO;
  }

  /** Whether a hook that stays was too long before the agent came. */
  boolean hookIsTooLong() {
    boolean isFault = !hookTime().isZero() && hookTime().plus(MARGIN).compareTo(grace) > 0;
    return isFault && grace.compareTo(MARGIN) > 0;
  }

  /** What is left of the grace period for the longest request; negative if it does not fit. */
  Duration left(Duration delay) {
    return grace.minus(needed(delay));
  }

  Duration needed(Duration delay) {
    return timeline(delay).needed();
  }

  /**
   * The shortest grace period that a delay fits in, in s: that of the sum and that of the agent.
   */
  long graceFor(Duration delay) {
    Duration twice = delay.multipliedBy(2);
    Duration more = delay.plusSeconds(10);
    Duration agent = twice.compareTo(more) < 0 ? twice : more;
    Duration sum = needed(delay);
    return Times.wholeSeconds(agent.compareTo(sum) > 0 ? agent : sum);
  }

  /** Such as {@code drain delay 5s + to end 5s = 10s}. */
  String sum(Duration delay) {
    return timeline(delay).terms().stream()
        .filter(term -> !term.time().isZero())
        .map(term -> term.what() + " " + Grace.shown(term.time()))
        .collect(Collectors.joining(" + ", "", " = " + Grace.shown(needed(delay))));
  }

  private Timeline timeline(Duration delay) {
    return Timeline.of(
        new Ending(
            name,
            grace,
            hook,
            new Ending.Drained(delay, cap, untilIdle, noticed, isNative),
            Duration.ZERO));
  }

  private static Optional<Duration> time(AppPlan app, String setting, Wishes wishes) {
    return wishes.setting(app.name(), setting).flatMap(Times::parse);
  }
}

package io.probeagent.tools.inject;

import io.probeagent.tools.model.Times;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.plan.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The sum that has to fit in a pod's grace period: preStop, the drain delay, the longest request,
 * and 5 s to end. How long a request takes is not known here, so what is left for it is said.
 */
final class Grace {
  private static final long MARGIN = 5_000;
  private static final long USUAL_REQUEST = 15_000;

  private Grace() {}

  static Optional<Note> check(Workload workload, List<AppPlan> apps, Wishes wishes) {
    if (PodPlan.isJob(workload)) {
      return Optional.empty();
    }
    long grace = workload.gracePeriod() * 1_000;
    boolean token = wishes.settings().containsKey("PROBE_CONTROL_TOKEN");
    Optional<Note> note = Optional.empty();
    for (AppPlan app : apps) {
      long delay = setting(app, "DRAIN_DELAY", wishes).orElse(5_000L);
      // The agent's own default: it does not start with a delay beyond it.
      long most = grace < 20_000 ? grace / 2 : grace - 10_000;
      if (delay > setting(app, "DRAIN_TIMEOUT", wishes).orElse(most)) {
        throw new Unfit(
            Reason.GRACE_TOO_SHORT,
            "a drain delay of %s does not fit in terminationGracePeriodSeconds %d (expected: at least %d, or a drain-delay of at most %s)"
                .formatted(shown(delay), grace / 1_000, (least(delay) + 999) / 1_000, shown(most)));
      }
      long hook = hook(app, delay, token);
      long left = grace - hook - delay - MARGIN;
      if (left < USUAL_REQUEST) {
        note = Optional.of(new Note("grace-tight", said(grace, hook, delay, left)));
      }
    }
    return note;
  }

  /** How long SIGTERM waits for preStop: the agent's, or one of the app's own that stays. */
  private static long hook(AppPlan app, long delay, boolean token) {
    if (app.preStop().isPresent()) {
      return token ? 0 : delay;
    }
    return Hook.of(app.container(), null) instanceof Hook.Sleep sleep ? sleep.time().toMillis() : 0;
  }

  /** The shortest grace period whose default drain time-out has room for a delay. */
  private static long least(long delay) {
    return delay < 10_000 ? 2 * delay : delay + 10_000;
  }

  private static String said(long grace, long hook, long delay, long left) {
    String spent = hook == 0 ? shown(delay) : shown(hook) + " in preStop and " + shown(delay);
    return "of terminationGracePeriodSeconds %d, %s go by until no request comes any more, and 5 s to end: %s are left for the longest request"
        .formatted(grace / 1_000, spent, shown(Math.max(left, 0)));
  }

  private static Optional<Long> setting(AppPlan app, String setting, Wishes wishes) {
    String own = wishes.settings().get(AgentSettings.variable(app.name(), setting));
    String text = own == null ? wishes.settings().getOrDefault("PROBE_" + setting, "") : own;
    return Times.parse(text).map(Duration::toMillis);
  }

  private static String shown(long millis) {
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}

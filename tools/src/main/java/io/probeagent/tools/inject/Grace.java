package io.probeagent.tools.inject;

import io.probeagent.tools.model.Times;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.plan.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What has to fit in a pod's grace period: preStop, the drain delay, the longest request, and 5 s
 * to end. How long a request takes is not known here, so what is left for it is said.
 *
 * @param delay the drain delay that fits, where the usual one does not and nobody said another
 */
record Grace(Optional<String> delay, List<Note> notes) {
  private static final Duration USUAL_DELAY = Duration.ofSeconds(5);
  private static final Duration USUAL_REQUEST = Duration.ofSeconds(15);
  private static final Duration SHORTEST_REQUEST = Duration.ofSeconds(1);

  /**
   * Does the sum.
   *
   * @throws Unfit if it does not fit
   */
  static Grace of(Workload workload, List<AppPlan> apps, Wishes wishes) {
    if (PodPlan.isJob(workload)) {
      return new Grace(Optional.empty(), List.of());
    }
    List<AppEnd> ends = apps.stream().map(app -> AppEnd.of(workload, app, wishes)).toList();
    List<Note> notes = new ArrayList<>();
    Duration delay = USUAL_DELAY;
    for (AppEnd end : ends) {
      if (end.hookIsTooLong()) {
        notes.add(Note.warning("pre-stop-too-long", tooLong(end)));
      }
      if (end.told().isEmpty()) {
        delay = shorter(delay, fitting(end));
      }
    }
    Duration untold = delay;
    for (AppEnd end : ends) {
      refuse(end, end.told().orElse(untold));
    }
    AppEnd tightest =
        ends.stream()
            .min(Comparator.comparing(end -> end.left(end.told().orElse(untold))))
            .orElseThrow();
    boolean shortened = untold.compareTo(USUAL_DELAY) < 0;
    if (shortened) {
      notes.add(Note.warning("drain-delay-shortened", shortened(tightest, untold)));
    } else if (!tightest.hookIsTooLong()) {
      Duration used = tightest.told().orElse(untold);
      if (tightest.left(used).compareTo(USUAL_REQUEST) < 0) {
        notes.add(new Note("grace-tight", tight(tightest, used)));
      }
    }
    return new Grace(shortened ? Optional.of(shown(untold)) : Optional.empty(), List.copyOf(notes));
  }

  /** The longest delay up to the usual one that leaves time for a request, or that fits at all. */
  private static Duration fitting(AppEnd end) {
    List<Duration> delays =
        IntStream.rangeClosed(end.leastDelay(), (int) USUAL_DELAY.toSeconds())
            .mapToObj(Duration::ofSeconds)
            .filter(each -> each.compareTo(end.cap()) <= 0)
            .sorted(Comparator.reverseOrder())
            .toList();
    return delays.stream()
        .filter(each -> end.hookIsTooLong() || isLeft(end, each, SHORTEST_REQUEST))
        .findFirst()
        .or(() -> delays.stream().filter(each -> isLeft(end, each, Duration.ZERO)).findFirst())
        .orElse(Duration.ofSeconds(end.leastDelay()));
  }

  private static boolean isLeft(AppEnd end, Duration delay, Duration request) {
    return end.left(delay).compareTo(request) >= 0;
  }

  private static void refuse(AppEnd end, Duration delay) {
    boolean fits = end.hookIsTooLong() || !end.left(delay).isNegative();
    if (fits && delay.compareTo(end.cap()) <= 0) {
      return;
    }
    throw new Unfit(
        Reason.GRACE_TOO_SHORT,
        "a drain delay of %s does not fit in terminationGracePeriodSeconds %d: %s (expected: at least %d%s)"
            .formatted(
                shown(delay),
                end.grace().toSeconds(),
                fits
                    ? "the agent drains for %s at most".formatted(shown(end.cap()))
                    : end.sum(delay),
                end.graceFor(delay),
                end.told().isPresent() ? ", or a shorter drain-delay" : ""));
  }

  private static String tooLong(AppEnd end) {
    Duration left = end.grace().minus(end.hookTime());
    Duration kept = left.compareTo(AppEnd.AFTER_HOOK) > 0 ? left : AppEnd.AFTER_HOOK;
    return "the preStop hook of %s, which stays, takes %s of terminationGracePeriodSeconds %d: kubelet %s %s after SIGTERM, with the requests that it works on (a grace period of at least %d, or replace-pre-stop: true)"
        .formatted(
            end.name(),
            shown(end.hookTime()),
            end.grace().toSeconds(),
            left.isNegative() ? "cuts it off and kills " + end.name() : "kills " + end.name(),
            shown(kept),
            Times.wholeSeconds(end.hookTime().plus(USUAL_REQUEST).plus(AppEnd.MARGIN)));
  }

  private static String shortened(AppEnd end, Duration delay) {
    boolean known = end.hook() instanceof Hook.Sleep sleep && sleep.time().compareTo(delay) > 0;
    String loss =
        known && end.leastDelay() == 0
            ? "proxies know by the end of preStop"
            : "a proxy that learns later still sends requests, which fail";
    return "PROBE_DRAIN_DELAY is %s, since the usual 5s does not fit in terminationGracePeriodSeconds %d: %s, which leaves %s for the longest request; %s (%d has room for 5s and a request of 15s)"
        .formatted(
            shown(delay),
            end.grace().toSeconds(),
            end.sum(delay),
            shown(left(end, delay)),
            loss,
            Times.wholeSeconds(end.needed(USUAL_DELAY).plus(USUAL_REQUEST)));
  }

  private static String tight(AppEnd end, Duration delay) {
    return "terminationGracePeriodSeconds is %d: %s, which leaves %s for the longest request"
        .formatted(end.grace().toSeconds(), end.sum(delay), shown(left(end, delay)));
  }

  private static Duration left(AppEnd end, Duration delay) {
    Duration left = end.left(delay);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  static String shown(Duration time) {
    long millis = time.toMillis();
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}

package io.probeagent.rollout.update;

import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.report.Report;
import io.probeagent.rollout.traffic.RequestPlan;
import java.util.Optional;

/** What somebody whose app was never Ready most likely has forgotten. */
final class StartHint {
  private StartHint() {}

  /** Empty if the app has ended, or has signalled, or need not: then it is something else. */
  static Optional<String> of(UpdateOptions options, Report report) {
    boolean needsSignal =
        options.template().agent() != null && options.load().plan() instanceof RequestPlan.Any;
    return needsSignal
            && happened(report, Moment.APP_STARTED)
            && !happened(report, Moment.APP_EXITED)
            && !happened(report, Moment.STARTED)
        ? Optional.of(
            "rollout: the app has not signalled the agent; let it say READY over $PROBE_DIR,"
                + " or use --no-agent")
        : Optional.empty();
  }

  private static boolean happened(Report report, Moment moment) {
    return report.pods().stream()
        .flatMap(pod -> pod.events().stream())
        .anyMatch(event -> event.moment().equals(moment.name()));
  }
}

package io.probeagent.tools.inject;

import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;

/** What the added probes do to an update of the workload. */
final class RolloutNotes {
  private RolloutNotes() {}

  static List<Note> of(Workload workload, List<AppPlan> apps) {
    List<Note> notes = new ArrayList<>();
    Field spec = workload.resource().spec();
    boolean isOrdered = workload.isOrdered() && spec.get("replicas").numberOr(1) > 1;
    for (AppPlan app : apps) {
      String name = app.container().name();
      if (isOrdered && gates(app)) {
        notes.add(
            Note.warning(
                "ordered-ready",
                "a pod is now made only when container %s of the one before is ready: members that wait for each other before they serve never start (podManagementPolicy: Parallel starts all at once, for which the StatefulSet has to be made anew; or %sinject: \"false\")"
                    .formatted(name, Annotations.PREFIX)));
      }
      long start = app.secondsToStart();
      long deadline = spec.get("progressDeadlineSeconds").numberOr(600);
      if (workload.resource().kind().equals("Deployment") && start > deadline) {
        notes.add(
            new Note(
                "progress-deadline",
                "the startupProbe gives %s %d s to start, and progressDeadlineSeconds is %d: the rollout may be called failed while it still may start (make that at least %d)"
                    .formatted(name, start, deadline, start + 60)));
      }
    }
    return notes;
  }

  private static boolean gates(AppPlan app) {
    return app.probes().containsKey("readinessProbe")
        && app.container().probe("readinessProbe").isNull();
  }
}

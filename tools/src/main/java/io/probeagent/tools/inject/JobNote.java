package io.probeagent.tools.inject;

import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a regular sidecar may do to a Job: it ends when it has seen the job's end, or never. */
final class JobNote {
  private JobNote() {}

  static Optional<Note> of(Workload workload) {
    List<String> missing = new ArrayList<>();
    if (!workload.spec().get("restartPolicy").is("Never")) {
      missing.add("restartPolicy: Never");
    }
    Field job = workload.pod().parent();
    boolean isBounded =
        job.get("activeDeadlineSeconds").number().isPresent()
            || workload.spec().get("activeDeadlineSeconds").number().isPresent();
    if (!isBounded) {
      missing.add("activeDeadlineSeconds");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Note.warning(
                "job-may-hang",
                "a regular sidecar ends when it has seen the job end: one that it never saw, since it was short or crashed, keeps the pod running (set %s, or take a native sidecar)"
                    .formatted(String.join(" and ", missing))));
  }
}

package io.probeagent.tools.inject;

import io.probeagent.tools.model.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What became of a workload.
 *
 * @param reason why nothing did; empty if it was changed
 * @param why the same for people
 */
public record Outcome(Resource resource, Optional<Reason> reason, String why, List<Note> notes) {
  static Outcome done(Resource resource, List<Note> notes) {
    return new Outcome(resource, Optional.empty(), "", List.copyOf(notes));
  }

  static Outcome left(Resource resource, Unfit unfit) {
    return new Outcome(resource, Optional.of(unfit.reason()), unfit.why(), List.of());
  }

  static Outcome malformed(Resource resource, Exception problem) {
    return left(resource, new Unfit(Reason.MALFORMED, String.valueOf(problem.getMessage())));
  }

  public boolean isDone() {
    return reason.isEmpty();
  }

  /** Whether something that was asked for could not be done. */
  public boolean isFailure() {
    return reason.filter(it -> !it.isWanted()).isPresent();
  }
}

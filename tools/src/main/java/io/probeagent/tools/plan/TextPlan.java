package io.probeagent.tools.plan;

import io.probeagent.tools.model.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A timeline for people. */
public final class TextPlan {
  private TextPlan() {}

  /** The lines of it. */
  public static List<String> of(String workload, Timeline timeline) {
    Ending ending = timeline.ending();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, container %s, grace period %s"
            .formatted(workload, ending.container(), Spell.time(ending.grace())));
    int width =
        timeline.events().stream().mapToInt(event -> at(event.at()).length()).max().orElse(0);
    for (Timeline.Event event : timeline.events()) {
      String at = at(event.at());
      boolean never = event.at().compareTo(timeline.sigkill()) > 0;
      lines.add(
          "  "
              + at
              + " ".repeat(width - at.length() + 2)
              + event.what()
              + (never ? " (never: it was killed)" : ""));
    }
    lines.add("");
    lines.add("  " + sum(timeline));
    lines.add("  " + verdict(timeline));
    caution(timeline).ifPresent(line -> lines.add("  " + line));
    return lines;
  }

  /** {@code drain delay 5 s + longest request 15 s + to end 5 s = 25 s}. */
  static String sum(Timeline timeline) {
    return timeline.terms().stream()
        .map(term -> term.what() + (term.time().isZero() ? "" : " " + Spell.time(term.time())))
        .collect(Collectors.joining(" + ", "", " = " + Spell.time(timeline.needed())));
  }

  /** One sentence: whether it fits. */
  static String verdict(Timeline timeline) {
    String grace = Spell.time(timeline.ending().grace());
    return timeline.fits()
        ? "fits into %s, with %s to spare".formatted(grace, Spell.time(timeline.slack()))
        : "does not fit into %s: terminationGracePeriodSeconds must be at least %d"
            .formatted(grace, Times.wholeSeconds(timeline.needed()));
  }

  /** What is lost, or may be; nothing where the numbers alone say it. */
  static Optional<String> caution(Timeline timeline) {
    String comes = "new requests come in for about " + Spell.time(Timeline.PROPAGATION);
    if (timeline.losesNewRequests()) {
      return Optional.of(
          comes
              + ", the app takes none after %s: those are lost"
                  .formatted(Spell.time(timeline.closes())));
    }
    if (timeline.sigterm().compareTo(Timeline.PROPAGATION) < 0) {
      return Optional.of(
          "counts on an app that says STOPPING=1 itself; %s, and one that just stops at %s loses those"
              .formatted(comes, at(timeline.sigterm())));
    }
    return Optional.empty();
  }

  static String at(Duration time) {
    return time.isZero() ? "T0" : "T0 + " + Spell.time(time);
  }
}

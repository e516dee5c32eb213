package io.probeagent.rollout.report;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodPhase;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen of one pod so far. Not thread-safe. */
final class PodTrack {
  /** The phase of an app's drain at its deadline: what is still under way gets cut off. */
  static final String FORCE = "FORCE";

  final Track<PodPhase> phases = new Track<>();
  final Track<String> drains = new Track<>();
  final Track<Happening> events = new Track<>();
  final Map<Probe, Answers> answers = new EnumMap<>(Probe.class);
  @Nullable String summary;

  /** Requests with a good answer. */
  long good;

  record Happening(Moment moment, String detail) {}

  /** The phase of its app's drain; null before it, and once that app has ended. */
  @Nullable String drain(long at) {
    Track.Entry<String> drain = drains.last(at);
    return drain == null || drainEnds(drain.at(), at) <= at ? null : drain.value();
  }

  /** When a drain that was under way at a moment ended with its app, or else a limit. */
  long drainEnds(long from, long limit) {
    return events.entries().stream()
        .filter(event -> event.at() > from && endsApp(event.value().moment()))
        .mapToLong(Track.Entry::at)
        .findFirst()
        .orElse(limit + 1);
  }

  /** When it first did that; null if it never did. */
  @Nullable Long first(Moment moment) {
    for (Track.Entry<Happening> event : events.entries()) {
      if (event.value().moment() == moment) {
        return event.at();
      }
    }
    return null;
  }

  private static boolean endsApp(Moment moment) {
    return switch (moment) {
      case APP_EXITED, APP_STARTED, RESTARTED, GONE -> true;
      default -> false;
    };
  }
}

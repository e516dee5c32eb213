package io.probeagent.rollout.report;

import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.PodPhase;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what happened around a failure. */
final class Judge {
  /** A client may see the cut before the app's line about it is read. */
  static final long TOLERANCE = 100_000_000;

  private final Map<String, PodTrack> pods;
  private final Updates updates;

  Judge(Map<String, PodTrack> pods, Updates updates) {
    this.pods = pods;
    this.updates = updates;
  }

  /** Whether it was under way when its app's drain met the deadline, and outlasted that. */
  boolean isCut(Exchange bad) {
    PodTrack pod = pods.get(bad.pod());
    return pod != null
        && pod.drains.entries().stream()
            .filter(drain -> drain.value().equals(PodTrack.FORCE))
            .anyMatch(force -> bad.start() < force.at() && bad.end() >= force.at() - TOLERANCE);
  }

  /** What it counts as, as far as is known now. */
  Losses.Like like(Exchange bad) {
    return new Losses.Like(
        bad.client(),
        bad.pod(),
        Objects.requireNonNull(bad.failure()).kind(),
        isCut(bad),
        updates.lastBegun(bad.end()));
  }

  Report.Loss loss(Exchange bad) {
    Failure failure = Objects.requireNonNull(bad.failure());
    PodTrack pod = pods.getOrDefault(bad.pod(), new PodTrack());
    Track.Entry<PodPhase> phase = pod.phases.last(bad.end());
    Track.Entry<PodTrack.Happening> event = pod.events.last(bad.end());
    return new Report.Loss(
        Millis.of(bad.end()),
        Millis.of(bad.start()),
        updates.lastBegun(bad.end()),
        bad.client().label(),
        bad.pod(),
        failure.kind().label(),
        what(failure.kind(), bad.end(), event),
        failure.detail(),
        phase == null ? null : phase.value().name(),
        pod.drain(bad.end()),
        event == null ? null : event.value().moment().name(),
        event == null ? null : Millis.of(bad.end() - event.at()));
  }

  /** "EOF 12.3 ms after SIGTERM to the app". */
  private static String what(
      Failure.Kind kind, long end, Track.@Nullable Entry<PodTrack.Happening> event) {
    String text =
        switch (kind) {
          case EOF -> "EOF";
          case STATUS -> "bad status";
          case PROTOCOL -> "protocol broken";
          case REFUSED, RESET, TIMEOUT -> kind.label();
        };
    return event == null
        ? text
        : "%s %s ms after %s".formatted(text, Millis.of(end - event.at()), event.value().moment());
  }
}

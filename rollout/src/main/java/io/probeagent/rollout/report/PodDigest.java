package io.probeagent.rollout.report;

import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodPhase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a report says of one pod. */
final class PodDigest {
  private final String name;
  private final PodTrack track;
  private final Updates updates;
  private final long end;

  PodDigest(String name, PodTrack track, Updates updates, long end) {
    this.name = name;
    this.track = track;
    this.updates = updates;
    this.end = end;
  }

  Report.Pod report(long failed, long cut) {
    Long deleted = track.first(Moment.DELETED);
    return new Report.Pod(
        name,
        updates.lastBegun(begin()),
        deleted == null ? null : updates.lastBegun(deleted),
        phases(),
        drains(),
        events(),
        probes(),
        endpoints(),
        track.good + failed + cut,
        failed,
        cut,
        detail(Moment.APP_EXITED),
        detail(Moment.AGENT_EXITED),
        track.summary,
        termination(deleted));
  }

  /** A pod is known from its first event, phase or probe on. */
  private long begin() {
    long begin = end;
    if (!track.events.entries().isEmpty()) {
      begin = Math.min(begin, track.events.entries().get(0).at());
    }
    if (!track.phases.entries().isEmpty()) {
      begin = Math.min(begin, track.phases.entries().get(0).at());
    }
    return begin;
  }

  /** How long its app took to end; the last end counts if it was restarted before. */
  private @Nullable Double termination(@Nullable Long deleted) {
    if (deleted == null) {
      return null;
    }
    Track.Entry<PodTrack.Happening> exit = last(Moment.APP_EXITED);
    return exit == null || exit.at() < deleted ? null : Millis.of(exit.at() - deleted);
  }

  private List<Report.Phase> phases() {
    List<Report.Phase> phases = new ArrayList<>();
    List<Track.Entry<PodPhase>> entries = track.phases.entries();
    for (int i = 0; i < entries.size(); i++) {
      Track.Entry<PodPhase> entry = entries.get(i);
      if (entry.value() != PodPhase.GONE) {
        long to = i + 1 < entries.size() ? entries.get(i + 1).at() : end;
        phases.add(new Report.Phase(entry.value().name(), Millis.of(entry.at()), Millis.of(to)));
      }
    }
    return List.copyOf(phases);
  }

  private List<Report.Phase> drains() {
    List<Report.Phase> phases = new ArrayList<>();
    List<Track.Entry<String>> entries = track.drains.entries();
    for (int i = 0; i < entries.size(); i++) {
      Track.Entry<String> entry = entries.get(i);
      long next = i + 1 < entries.size() ? entries.get(i + 1).at() : end;
      long to = Math.min(next, track.drainEnds(entry.at(), next));
      phases.add(new Report.Phase(entry.value(), Millis.of(entry.at()), Millis.of(to)));
    }
    return List.copyOf(phases);
  }

  private List<Report.Event> events() {
    return track.events.entries().stream()
        .map(
            e ->
                new Report.Event(
                    Millis.of(e.at()),
                    e.value().moment().name(),
                    e.value().moment().toString(),
                    e.value().detail()))
        .toList();
  }

  private Map<String, List<Report.Verdict>> probes() {
    Map<String, List<Report.Verdict>> probes = new LinkedHashMap<>();
    track.answers.forEach(
        (probe, answers) ->
            probes.put(
                probe.toString(),
                answers.runs().stream()
                    .map(
                        run ->
                            new Report.Verdict(
                                run.code(),
                                Millis.of(run.from()),
                                Millis.of(run.to()),
                                run.count()))
                    .toList()));
    return probes;
  }

  private List<Report.Interval> endpoints() {
    List<Report.Interval> endpoints = new ArrayList<>();
    Long added = null;
    for (Track.Entry<PodTrack.Happening> event : track.events.entries()) {
      Moment moment = event.value().moment();
      if (moment == Moment.ENDPOINT_ADDED && added == null) {
        added = event.at();
      } else if (moment == Moment.ENDPOINT_REMOVED && added != null) {
        endpoints.add(new Report.Interval(Millis.of(added), Millis.of(event.at())));
        added = null;
      }
    }
    if (added != null) {
      endpoints.add(new Report.Interval(Millis.of(added), Millis.of(end)));
    }
    return List.copyOf(endpoints);
  }

  private @Nullable String detail(Moment moment) {
    Track.Entry<PodTrack.Happening> event = last(moment);
    return event == null ? null : event.value().detail();
  }

  private Track.@Nullable Entry<PodTrack.Happening> last(Moment moment) {
    return track.events.entries().stream()
        .filter(event -> event.value().moment() == moment)
        .reduce(null, (before, event) -> event);
  }
}

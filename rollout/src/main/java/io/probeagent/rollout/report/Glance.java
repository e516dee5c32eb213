package io.probeagent.rollout.report;

import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run at a moment.
 *
 * @param at nanoseconds since the run's begin
 * @param pods the phases of those that are not gone, in the order of their creation
 * @param requests that have ended
 * @param update number of the last one that has begun; 0 if there is none
 * @param lag of that update
 * @param updating whether it still runs
 */
record Glance(
    long at,
    List<PodPhase> pods,
    long requests,
    long failed,
    long cut,
    int update,
    Duration lag,
    boolean updating) {

  static final Glance NOTHING = new Glance(0, List.of(), 0, 0, 0, 0, Duration.ZERO, false);

  static Glance at(
      long at,
      Map<String, PodTrack> tracks,
      List<Updates.Update> updates,
      long good,
      Losses losses,
      Judge judge) {
    List<PodPhase> pods = new ArrayList<>();
    for (PodTrack track : tracks.values()) {
      Track.Entry<PodPhase> phase = track.phases.last(at);
      if (phase != null && phase.value() != PodPhase.GONE) {
        pods.add(phase.value());
      }
    }
    List<Exchange> listed = losses.listed();
    long cut = listed.stream().filter(judge::isCut).count();
    long failed = listed.size() - cut;
    for (Map.Entry<Losses.Like, Long> like : losses.unlisted().entrySet()) {
      cut += like.getKey().cut() ? like.getValue() : 0;
      failed += like.getKey().cut() ? 0 : like.getValue();
    }
    int last = updates.size() - 1;
    return new Glance(
        at,
        List.copyOf(pods),
        good + failed + cut,
        failed,
        cut,
        last < 0 ? 0 : updates.get(last).number(),
        last < 0 ? Duration.ZERO : updates.get(last).lag(),
        last >= 0 && updates.get(last).to() == null);
  }
}

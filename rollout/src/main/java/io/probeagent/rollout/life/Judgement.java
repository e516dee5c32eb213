package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.process.Prober;
import java.util.List;
import java.util.function.IntPredicate;

/** What must hold between the steps too: judged over every answer that was given. */
final class Judgement {
  private final List<Sample> samples;
  private final Moments at;
  private final Timeline timeline;
  private final Checks checks;

  Judgement(List<Sample> samples, Moments moments, Timeline timeline, Checks checks) {
    this.samples = samples;
    this.at = moments;
    this.timeline = timeline;
    this.checks = checks;
  }

  /** Takes all of it into the checks. */
  void pass() {
    all(Probe.LIVE, "from ready to the last answer of the app", at.ready, at.answered, 200);
    all(Probe.STARTUP, "from ready to the last answer of the app", at.ready, at.answered, 200);
    all(Probe.READY, "from ready to SIGTERM", at.ready, at.told, 200);
    all(Probe.READY, "from the first 503 of the drain on", turn(), at.end, 503);
    for (Probe probe : Probe.values()) {
      all(probe, "after the end of the app", at.gone, at.end, 503);
    }
    List<Sample> silent =
        samples.stream()
            .filter(s -> s.code() == Prober.NO_ANSWER && s.isWithin(samples.get(0).asked(), at.end))
            .filter(s -> !s.touches(at.killed, at.back))
            .toList();
    checks.check(
        silent.isEmpty(),
        silent.isEmpty()
            ? ""
            : "%d probes had no answer while the agent was up, the first at %s"
                .formatted(silent.size(), moment(silent.get(0))));
  }

  /** When readiness was first seen to be gone, after SIGTERM. */
  private long turn() {
    return samples.stream()
        .filter(s -> s.probe() == Probe.READY && s.asked() - at.told >= 0 && s.code() == 503)
        .mapToLong(Sample::asked)
        .findFirst()
        .orElse(at.gone);
  }

  /** Every answer in a span has that code; no answer is not one. */
  private void all(Probe probe, String span, long from, long to, int expected) {
    IntPredicate wrong = code -> code != expected && code != Prober.NO_ANSWER;
    List<Sample> asked =
        samples.stream().filter(s -> s.probe() == probe && s.isWithin(from, to)).toList();
    List<Sample> bad = asked.stream().filter(s -> wrong.test(s.code())).toList();
    checks.check(!asked.isEmpty(), "/" + probe + " was never asked " + span);
    checks.check(
        bad.isEmpty(),
        bad.isEmpty()
            ? ""
            : "/%s %s: %d of %d answers were not %d, the first was %d at %s"
                .formatted(
                    probe,
                    span,
                    bad.size(),
                    asked.size(),
                    expected,
                    bad.get(0).code(),
                    moment(bad.get(0))));
  }

  private String moment(Sample sample) {
    return timeline.seconds(sample.answered()).strip();
  }
}

package io.probeagent.rollout.report;

import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pod, one update, four requests, 300 ms: small enough to be read as JSON. */
final class SmallRun {
  private static final long MS = 1_000_000;

  private SmallRun() {}

  static Report report() {
    Recorder recorder = new Recorder(0);
    recorder.entered("web-1", PodPhase.READY, 0);
    event(recorder, 0, Moment.ENDPOINT_ADDED, "");
    recorder.answered("web-1", Probe.READY, 200, 5 * MS);
    recorder.answered("web-1", Probe.READY, 200, 55 * MS);
    exchange(recorder, ClientKind.BUSY, 10, 12, 1, null);
    recorder.updateBegins(1, Duration.ofMillis(250), 100 * MS);
    event(recorder, 110, Moment.DELETED, "");
    recorder.entered("web-1", PodPhase.TERMINATING, 110 * MS);
    event(recorder, 115, Moment.APP_SIGTERM, "");
    event(recorder, 116, Moment.ENDPOINT_REMOVED, "");
    recorder.draining("web-1", "PROPAGATE", 118 * MS);
    recorder.answered("web-1", Probe.READY, 503, 120 * MS);
    exchange(recorder, ClientKind.BUSY, 120, 124, 1, null);
    Failure eof = new Failure(Failure.Kind.EOF, "no byte came");
    exchange(recorder, ClientKind.KEEP_ALIVE, 126, 127.3, 1, eof);
    recorder.handedBack(ClientKind.PIPELINE, "web-1", 130 * MS);
    recorder.draining("web-1", "FORCE", 250 * MS);
    Failure reset = new Failure(Failure.Kind.RESET, "after 3 events");
    exchange(recorder, ClientKind.SSE, 20, 251, 0, reset);
    recorder.drained("web-1", "drained in 140 ms: served 2, aborted 1");
    event(recorder, 255, Moment.APP_EXITED, "exit code 0");
    event(recorder, 259, Moment.AGENT_EXITED, "exit code 0");
    recorder.entered("web-1", PodPhase.GONE, 260 * MS);
    recorder.updateEnds(1, 270 * MS);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("title", "Rolling update of 1 pod");
    settings.put("drain delay", "50ms");
    return recorder.report(settings, 299 * MS);
  }

  private static void event(Recorder recorder, long at, Moment moment, String detail) {
    recorder.happened(new PodEvent("web-1", at * MS, moment, detail));
  }

  private static void exchange(
      Recorder recorder,
      ClientKind client,
      double from,
      double to,
      long asked,
      @Nullable Failure failure) {
    long end = Math.round(to * MS);
    recorder.exchanged(
        new Exchange(client, "web-1", Math.round(from * MS), end, asked * MS, failure));
  }
}

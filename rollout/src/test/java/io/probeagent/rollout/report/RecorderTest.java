package io.probeagent.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import io.probeagent.rollout.record.Moment;
import io.probeagent.rollout.record.PodEvent;
import io.probeagent.rollout.record.PodPhase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Times are milliseconds since the run's begin. */
final class RecorderTest {
  /** As {@link System#nanoTime} may be. */
  private static final long START = -5_000_000_000_000L;

  private final Recorder recorder = new Recorder(START);

  private static long at(double millis) {
    return START + Math.round(millis * 1e6);
  }

  private void good(ClientKind client, String pod, double from, double to, double asked) {
    long nanos = Math.round(asked * 1e6);
    recorder.exchanged(new Exchange(client, pod, at(from), at(to), nanos, null));
  }

  private void bad(ClientKind client, String pod, double from, double to) {
    Failure failure = new Failure(Failure.Kind.RESET, "by peer");
    recorder.exchanged(new Exchange(client, pod, at(from), at(to), 0, failure));
  }

  private Report report() {
    return recorder.report(Map.of(), at(10_000));
  }

  private Report.Latency latency(String span) {
    return Objects.requireNonNull(report().latency().get(span));
  }

  @Test
  void keepsTheSpansApart() {
    good(ClientKind.BUSY, "web-1", 0, 10, 0);
    recorder.updateBegins(1, Duration.ofMillis(250), at(1000));
    good(ClientKind.BUSY, "web-1", 1000, 1020, 0);
    recorder.updateEnds(1, at(2000));
    good(ClientKind.BUSY, "web-1", 3000, 3040, 0);
    assertThat(report().latency().keySet()).containsExactly("baseline", "update", "rest");
    assertThat(latency("baseline").measured().p99()).isCloseTo(10, within(0.02));
    assertThat(latency("update").measured().p99()).isCloseTo(20, within(0.04));
    assertThat(latency("rest").measured().max()).isCloseTo(40, within(0.08));
    assertThat(report().updates())
        .containsExactly(new Report.Update(1, 250, 1000, 2000.0, 1000.0, 0, 0));
  }

  @Test
  void measuresOverWhatWasAsked() {
    good(ClientKind.BUSY, "web-1", 0, 105, 100);
    good(ClientKind.BUSY, "web-1", 0, 99, 100);
    Report.Latency latency = latency("baseline");
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.measured().max()).isCloseTo(105, within(0.2));
    assertThat(latency.over().max()).isCloseTo(5, within(0.01));
    assertThat(latency.over().p50()).isZero();
    assertThat(report().series().p99().get(0)).isZero();
    assertThat(report().series().p99().get(1)).isCloseTo(5, within(0.05));
  }

  @Test
  void countsByClientPodAndKind() {
    good(ClientKind.BUSY, "web-1", 0, 1, 0);
    good(ClientKind.SSE, "web-2", 0, 1, 0);
    bad(ClientKind.BUSY, "web-1", 0, 1);
    bad(ClientKind.JDK, "", 0, 1);
    recorder.handedBack(ClientKind.PIPELINE, "web-1", at(5));
    Report report = report();
    assertThat(report.totals()).isEqualTo(new Report.Totals(4, 2, 0, 1, 0));
    assertThat(report.clients())
        .extracting(c -> c.client() + " " + c.requests() + " " + c.failed() + " " + c.handedBack())
        .containsExactly("busy 2 1 0", "pipeline 0 0 1", "sse 1 0 0", "jdk 1 1 0");
    assertThat(report.pods())
        .extracting(p -> p.name() + " " + p.requests() + " " + p.failed())
        .containsExactly("web-1 2 1", "web-2 1 0");
    assertThat(report.kinds()).containsExactly(new Report.Kind("reset", 2, 0));
    assertThat(report.series().failed().get(0)).isEqualTo(2);
  }

  @Test
  void judgesAtTheEndWhenAllIsKnown() {
    bad(ClientKind.SSE, "web-1", 1000, 5000);
    bad(ClientKind.BUSY, "web-1", 5000, 5050);
    recorder.draining("web-1", "FORCE", at(4990));
    Report report = report();
    assertThat(report.cuts()).singleElement().matches(loss -> loss.client().equals("sse"));
    assertThat(report.failures()).singleElement().matches(loss -> loss.client().equals("busy"));
    assertThat(report.totals()).isEqualTo(new Report.Totals(2, 1, 1, 0, 0));
    assertThat(report.pods().get(0).cut()).isEqualTo(1);
    assertThat(report.series().cut().get(50)).isEqualTo(1);
  }

  @Test
  void listsSoManyAndCountsTheRest() {
    recorder.draining("web-1", "FORCE", at(4990));
    for (int i = 0; i < Losses.MOST; i++) {
      bad(ClientKind.BUSY, "web-1", 0, 1);
    }
    bad(ClientKind.BUSY, "web-1", 0, 1);
    bad(ClientKind.BUSY, "web-1", 0, 1);
    bad(ClientKind.BUSY, "web-1", 0, 5000);
    Report report = report();
    assertThat(report.failures()).hasSize(Losses.MOST);
    assertThat(report.cuts()).isEmpty();
    assertThat(report.totals()).isEqualTo(new Report.Totals(10_003, 10_002, 1, 0, 3));
    assertThat(report.pods().get(0).failed()).isEqualTo(10_002);
    assertThat(report.series().failed().get(0)).isEqualTo(10_002);
    assertThat(report.series().cut().get(50)).isEqualTo(1);
    assertThat(report.summary()).contains("3 of them are counted only");
    assertThat(recorder.glance(at(10_000)).failed()).isEqualTo(10_002);
    assertThat(recorder.glance(at(10_000)).cut()).isEqualTo(1);
  }

  @Test
  void tellsALifeOfAPod() {
    recorder.entered("web-1", PodPhase.PENDING, at(0));
    recorder.updateBegins(1, Duration.ZERO, at(10));
    recorder.entered("web-2", PodPhase.READY, at(100));
    happen("web-2", 110, Moment.ENDPOINT_ADDED, "");
    happen("web-2", 500, Moment.DELETED, "");
    recorder.entered("web-2", PodPhase.TERMINATING, at(500));
    happen("web-2", 600, Moment.ENDPOINT_REMOVED, "");
    recorder.draining("web-2", "PROPAGATE", at(520));
    recorder.draining("web-2", "FINISH", at(700));
    happen("web-2", 900, Moment.APP_EXITED, "exit code 0");
    recorder.entered("web-2", PodPhase.GONE, at(950));
    recorder.drained("web-2", "all well");
    Report report = report();
    assertThat(report.pods().get(0).revision()).isZero();
    assertThat(report.pods().get(0).phases())
        .containsExactly(new Report.Phase("PENDING", 0, 10_000));
    Report.Pod pod = report.pods().get(1);
    assertThat(pod.revision()).isEqualTo(1);
    assertThat(pod.deletedBy()).isEqualTo(1);
    assertThat(pod.phases())
        .containsExactly(
            new Report.Phase("READY", 100, 500), new Report.Phase("TERMINATING", 500, 950));
    assertThat(pod.drains())
        .containsExactly(
            new Report.Phase("PROPAGATE", 520, 700), new Report.Phase("FINISH", 700, 900));
    assertThat(pod.endpoints()).containsExactly(new Report.Interval(110, 600));
    assertThat(pod.appExit()).isEqualTo("exit code 0");
    assertThat(pod.drained()).isEqualTo("all well");
    assertThat(pod.termination()).isEqualTo(400);
    assertThat(report.termination()).isEqualTo(new Report.Termination(1, 400, 400, 400, 400));
  }

  @Test
  void sharesOutTheTimesOfTermination() {
    for (int i = 1; i <= 10; i++) {
      happen("web-" + i, 0, Moment.DELETED, "");
      happen("web-" + i, i * 100, Moment.APP_EXITED, "");
    }
    assertThat(report().termination()).isEqualTo(new Report.Termination(10, 100, 500, 900, 1000));
  }

  @Test
  void anAppThatEndedBeforeItsDeletionTookNoTime() {
    happen("web-1", 100, Moment.APP_EXITED, "crashed");
    happen("web-1", 200, Moment.DELETED, "");
    assertThat(report().termination()).isNull();
  }

  @Test
  void ordersFailuresByTime() {
    bad(ClientKind.BUSY, "web-1", 0, 20);
    bad(ClientKind.BUSY, "web-1", 0, 10);
    assertThat(report().failures()).extracting(Report.Loss::at).isEqualTo(List.of(10.0, 20.0));
  }

  @Test
  void manyMayTellAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> tellers =
          Collections.nCopies(
              4,
              Executors.callable(
                  () -> {
                    for (int i = 0; i < 20_000; i++) {
                      good(ClientKind.BUSY, "web-" + i % 7, i, i + 1, 0);
                    }
                  }));
      for (Future<Object> teller : threads.invokeAll(tellers)) {
        teller.get();
      }
    } finally {
      threads.shutdownNow();
    }
    Report report = report();
    assertThat(report.totals().requests()).isEqualTo(80_000);
    assertThat(report.pods().stream().mapToLong(Report.Pod::requests).sum()).isEqualTo(80_000);
    assertThat(latency("baseline").count()).isEqualTo(80_000);
  }

  private void happen(String pod, double millis, Moment moment, String detail) {
    recorder.happened(new PodEvent(pod, at(millis), moment, detail));
  }
}

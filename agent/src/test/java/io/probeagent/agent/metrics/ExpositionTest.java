package io.probeagent.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.http.TestPod;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Hold;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.metrics.MetricsPage.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the page shows. */
class ExpositionTest {
  private static final String OPEN = "application/openmetrics-text; version=1.0.0";

  private final TestPod pod = TestPod.of("--apps", "web,worker");
  private final Counters counters = new Counters();

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyMetricHasItsNameAndType() {
    everything();

    assertThat(prometheus().types())
        .containsExactly(
            "probe_agent_app_connections gauge",
            "probe_agent_app_instances_total counter",
            "probe_agent_app_phase gauge",
            "probe_agent_app_phase_age_seconds gauge",
            "probe_agent_app_requests_in_flight gauge",
            "probe_agent_app_verdict gauge",
            "probe_agent_build_info gauge",
            "probe_agent_control_requests_total counter",
            "probe_agent_drain_active gauge",
            "probe_agent_drain_duration_seconds summary",
            "probe_agent_drain_elapsed_seconds gauge",
            "probe_agent_drain_holds_total counter",
            "probe_agent_drains_held gauge",
            "probe_agent_file_age_seconds gauge",
            "probe_agent_heap_used_bytes gauge",
            "probe_agent_http_answers_total counter",
            "probe_agent_http_connections gauge",
            "probe_agent_http_connections_closed_total counter",
            "probe_agent_log_lines_dropped_total counter",
            "probe_agent_notify_messages_total counter",
            "probe_agent_source_errors_total counter",
            "probe_agent_transitions_total counter",
            "probe_agent_watchdog_age_seconds gauge",
            "probe_agent_watchdog_timeout_seconds gauge",
            "process_cpu_seconds_total counter",
            "process_open_fds gauge",
            "process_resident_memory_bytes gauge",
            "process_threads gauge");
  }

  @Test
  void everyMetricSaysWhatItIs() {
    everything();

    assertThat(prometheus().metrics().values())
        .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z0-9/][^\n]{4,}\\."));
  }

  @Test
  void openMetricsShowsTheSame() {
    everything();
    TextFormat open = TextFormat.openMetrics(page(OPEN));

    assertThat(open.types())
        .contains(
            "probe_agent_build info",
            "probe_agent_http_answers counter",
            "probe_agent_drain_duration_seconds summary");
    assertThat(open.metrics().values())
        .flatExtracting(metric -> metric.samples().keySet())
        .containsExactlyElementsOf(
            prometheus().metrics().values().stream()
                .flatMap(metric -> metric.samples().keySet().stream())
                .toList());
  }

  @Test
  void anAppIsInOnePhaseAndHasThreeVerdicts() {
    pod.says("web", new Word.Ready());
    pod.says("web", new Word.NotReady());
    pod.time().pass(Duration.ofMillis(1500));
    TextFormat page = prometheus();

    for (Phase phase : Phase.values()) {
      String label = phase.name().toLowerCase(Locale.ROOT);
      assertThat(page.value("probe_agent_app_phase{app=\"web\",phase=\"" + label + "\"}"))
          .isEqualTo(phase == Phase.NOT_READY ? "1.0" : "0.0");
    }
    assertThat(page.value("probe_agent_app_verdict{app=\"web\",probe=\"startup\"}"))
        .isEqualTo("1.0");
    assertThat(page.value("probe_agent_app_verdict{app=\"web\",probe=\"live\"}")).isEqualTo("1.0");
    assertThat(page.value("probe_agent_app_verdict{app=\"web\",probe=\"ready\"}")).isEqualTo("0.0");
    assertThat(page.value("probe_agent_app_verdict{app=\"worker\",probe=\"live\"}"))
        .isEqualTo("0.0");
    assertThat(page.value("probe_agent_app_phase_age_seconds{app=\"web\"}")).isEqualTo("1.5");
    assertThat(page.value("probe_agent_app_instances_total{app=\"web\"}")).isEqualTo("1.0");
    assertThat(page.value("probe_agent_app_instances_total{app=\"worker\"}")).isEqualTo("0.0");
  }

  @Test
  void whatAnAppTellsIsShownAsItIs() {
    everything();
    TextFormat page = prometheus();

    assertThat(page.value("probe_agent_app_requests_in_flight{app=\"web\"}")).isEqualTo("3.0");
    assertThat(page.value("probe_agent_watchdog_age_seconds{app=\"web\"}")).isEqualTo("2.0");
    assertThat(page.value("probe_agent_watchdog_timeout_seconds{app=\"web\"}")).isEqualTo("3.0");
    assertThat(page.value("probe_agent_file_age_seconds{app=\"worker\"}")).isEqualTo("2.5");
    assertThat(page.value("probe_agent_drain_active{app=\"web\"}")).isEqualTo("1.0");
    assertThat(page.value("probe_agent_drain_active{app=\"worker\"}")).isEqualTo("0.0");
    assertThat(page.value("probe_agent_drain_elapsed_seconds{app=\"web\"}")).isEqualTo("2.0");
  }

  @Test
  void whatWasCountedIsShown() {
    everything();
    TextFormat page = prometheus();

    assertThat(page.value("probe_agent_http_answers_total{code=\"503\",path=\"ready\"}"))
        .isEqualTo("42.0");
    assertThat(
            page.value(
                "probe_agent_transitions_total"
                    + "{app=\"web\",cause=\"stopping\",from=\"not_ready\",to=\"draining\"}"))
        .isEqualTo("1.0");
    assertThat(
            page.value(
                "probe_agent_source_errors_total{app=\"web\",kind=\"a\\\"b\",source=\"file\"}"))
        .isEqualTo("1.0");
    assertThat(page.value("probe_agent_control_requests_total{result=\"refused\",verb=\"drain\"}"))
        .isEqualTo("1.0");
    assertThat(page.value("probe_agent_drain_duration_seconds_count{app=\"web\"}")).isEqualTo("2");
    assertThat(page.value("probe_agent_drain_duration_seconds_sum{app=\"web\"}")).isEqualTo("4.0");
    assertThat(page.value("probe_agent_drain_holds_total{app=\"web\",over=\"called_off\"}"))
        .isEqualTo("1.0");
    assertThat(page.value("probe_agent_http_connections_closed_total{reason=\"cap\"}"))
        .isEqualTo("1.0");
    assertThat(page.value("probe_agent_notify_messages_total{app=\"web\"}")).isEqualTo("11.0");
    assertThat(page.value("probe_agent_notify_messages_total{app=\"worker\"}")).isEqualTo("0.0");
    assertThat(page.value("probe_agent_http_connections")).isEqualTo("7.0");
    assertThat(page.value("probe_agent_app_connections")).isEqualTo("3.0");
    assertThat(page.value("probe_agent_drains_held")).isEqualTo("2.0");
    assertThat(page.value("probe_agent_log_lines_dropped_total")).isEqualTo("5.0");
  }

  @Test
  void aWatchdogThatIsTurnedOffIsNotShown() {
    TestPod watched = TestPod.of("--apps", "web", "--watchdog", "5s");
    watched.says("web", new Word.Ready());
    assertThat(metrics(watched)).contains("probe_agent_watchdog_timeout_seconds{app=\"web\"} 5.0");

    watched.says("web", new Word.BeatEvery(0));
    assertThat(metrics(watched)).doesNotContain("watchdog");
  }

  private void everything() {
    pod.says("web", new Word.BeatEvery(3_000_000_000L), new Word.InFlight(3));
    pod.says("web", new Word.Stopping());
    ProbeFile file = new ProbeFile("7", false, List.of(), 1);
    pod.pod().signal(pod.app("worker"), new Signal.FileSeen(file, 500_000_000L));
    counters.answered("ready", 503)[0] = 42;
    counters.transition("web", Phase.NOT_READY, Phase.DRAINING, Cause.STOPPING);
    counters.sourceError("web", "file", "a\"b", "detail");
    counters.control("drain", "refused");
    counters.drained("web", 1.5);
    counters.drained("web", 2.5);
    counters.held("web", Hold.Over.CALLED_OFF);
    counters.closed("cap");
    counters.notified("web")[0] = 11;
    counters.notified("worker");
    pod.time().pass(Duration.ofSeconds(2));
  }

  private TextFormat prometheus() {
    return TextFormat.prometheus(page("text/plain"));
  }

  private String page(String accept) {
    return page(pod, accept);
  }

  private String metrics(TestPod of) {
    return page(of, "text/plain");
  }

  private String page(TestPod of, String accept) {
    StringBuilder text = new StringBuilder();
    MetricsPage page =
        new MetricsPage(
            of.pod(), counters, () -> 7, () -> 3, () -> 2, () -> 5, Runnable::run, Runnable::run);
    page.render(
        accept, (Page made) -> text.append(new String(made.body(), StandardCharsets.UTF_8)));
    return text.toString();
  }
}

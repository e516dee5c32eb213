package io.probeagent.agent.metrics;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.metrics.MetricsPage.AppFigures;
import io.probeagent.agent.metrics.MetricsPage.Figures;
import io.probeagent.agent.metrics.MetricsPage.Page;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** From figures to the page; the only user of the metrics library. */
final class Exposition {
  private static final double NANOS = 1e9;

  private Exposition() {}

  static Page render(Figures figures, String accept) {
    Families families = new Families();
    families.info("probe_agent_build", "What is running.", ProcessFigures.build());
    for (AppFigures app : figures.apps()) {
      app(families, app, figures.now());
    }
    counters(families, figures.counters());
    families
        .gauge("probe_agent_http_connections", "Open HTTP connections.")
        .add(figures.httpConnections());
    families
        .gauge("probe_agent_app_connections", "Open connections of apps to their stream sockets.")
        .add(figures.appConnections());
    families
        .gauge("probe_agent_drains_held", "Calls that wait until a drain is over.")
        .add(figures.drainsHeld());
    families
        .counter("probe_agent_log_lines_dropped", "Log lines dropped because of their number.")
        .add(figures.droppedLines());
    ProcessFigures.figures(families);

    ExpositionFormatWriter writer =
        accept.contains("application/openmetrics-text")
            ? OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(false).build()
            : PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
    ByteArrayOutputStream body = new ByteArrayOutputStream(8192);
    try {
      writer.write(body, families.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException neverFromMemory) {
      throw new UncheckedIOException(neverFromMemory);
    }
    return new Page(writer.getContentType(), body.toByteArray());
  }

  private static void app(Families families, AppFigures figures, long now) {
    String app = figures.name();
    AppState state = figures.view().state();
    Verdicts verdicts = figures.view().verdicts();
    for (Phase phase : Phase.values()) {
      families
          .gauge("probe_agent_app_phase", "1 for the phase that an app is in.", "app", "phase")
          .add(state.phase() == phase ? 1 : 0, app, phase.name().toLowerCase(Locale.ROOT));
    }
    families
        .gauge("probe_agent_app_phase_age_seconds", "Time since the phase changed.", "app")
        .add(seconds(now - state.since()), app);
    Families.Family verdict =
        families.gauge(
            "probe_agent_app_verdict", "1 where a probe is answered with 200.", "app", "probe");
    verdict.add(verdicts.startup().ok() ? 1 : 0, app, "startup");
    verdict.add(verdicts.live().ok() ? 1 : 0, app, "live");
    verdict.add(verdicts.ready().ok() ? 1 : 0, app, "ready");

    Instance instance = state.instance();
    families
        .counter("probe_agent_app_instances", "Instances of an app that were seen.", "app")
        .add(instance == null ? 0 : instance.number(), app);
    if (instance != null && instance.inFlight() != Instance.NOT_TOLD) {
      families
          .gauge("probe_agent_app_requests_in_flight", "As the app has told.", "app")
          .add(instance.inFlight(), app);
    }
    if (state.ports() != null) {
      families
          .gauge("probe_agent_app_port_connections", "Connections of an app's ports.", "app")
          .add(state.ports().connections(), app);
      families
          .gauge("probe_agent_app_ports_open", "Ports of an app that somebody listens on.", "app")
          .add(figures.ports() - state.ports().closed().size(), app);
    }
    Watchdog dog = instance == null ? null : instance.watchdog();
    if (dog != null && dog.isOn()) {
      families
          .gauge("probe_agent_watchdog_age_seconds", "Time since the last beat.", "app")
          .add(seconds(now - dog.beat()), app);
      families
          .gauge("probe_agent_watchdog_timeout_seconds", "Time that a beat may take.", "app")
          .add(seconds(dog.every()), app);
    }
    if (state.file() != null) {
      families
          .gauge("probe_agent_file_age_seconds", "Time since the probe file's mtime.", "app")
          .add(seconds(now - state.fileBeat()), app);
    }
    Drain drain = state.drain();
    families
        .gauge("probe_agent_drain_active", "1 while an app drains.", "app")
        .add(drain == null ? 0 : 1, app);
    if (drain != null) {
      families
          .gauge("probe_agent_drain_elapsed_seconds", "Time since the drain began.", "app")
          .add(seconds(now - drain.since()), app);
    }
  }

  private static void counters(Families families, Counters.Snapshot counters) {
    Families.Family answers =
        families.counter(
            "probe_agent_http_answers", "Answers by path and status code.", "path", "code");
    counters.answered().forEach((k, n) -> answers.add(n, k.path(), String.valueOf(k.code())));
    Families.Family transitions =
        families.counter(
            "probe_agent_transitions", "Changes of phase.", "app", "from", "to", "cause");
    counters
        .transitions()
        .forEach(
            (k, n) ->
                transitions.add(n, k.app(), lower(k.from()), lower(k.to()), lower(k.cause())));
    Families.Family errors =
        families.counter(
            "probe_agent_source_errors",
            "What a source could not see or would not take.",
            "app",
            "source",
            "kind");
    counters
        .errors()
        .forEach((k, tally) -> errors.add(tally.count(), k.app(), k.source(), k.kind()));
    Families.Family notified =
        families.counter(
            "probe_agent_notify_messages", "Datagrams that were read from notify.sock.", "app");
    counters.notified().forEach((app, n) -> notified.add(n, app));
    Families.Family controls =
        families.counter(
            "probe_agent_control_requests", "Uses of the control verbs.", "verb", "result");
    counters.controls().forEach((k, n) -> controls.add(n, k.verb(), k.result()));
    Families.Family drains =
        families.summary("probe_agent_drain_duration_seconds", "Drains that have ended.", "app");
    counters.drains().forEach((app, d) -> drains.summary(d.count(), d.seconds(), app));
    Families.Family holds =
        families.counter(
            "probe_agent_drain_holds", "Held calls of /drain by how they ended.", "app", "over");
    counters.holds().forEach((k, n) -> holds.add(n, k.app(), lower(k.over())));
    Families.Family closed =
        families.counter(
            "probe_agent_http_connections_closed", "Connections that the agent cut.", "reason");
    counters.closed().forEach((reason, n) -> closed.add(n, reason));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(long nanos) {
    return nanos / NANOS;
  }
}

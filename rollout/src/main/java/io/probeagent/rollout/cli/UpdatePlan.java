package io.probeagent.rollout.cli;

import io.probeagent.rollout.cluster.DeploymentSpec;
import io.probeagent.rollout.cluster.Hook;
import io.probeagent.rollout.cluster.PodTemplate;
import io.probeagent.rollout.cluster.ProbeSpec;
import io.probeagent.rollout.cluster.Sidecar;
import io.probeagent.rollout.cluster.Target;
import io.probeagent.rollout.process.Probe;
import io.probeagent.rollout.traffic.Load;
import io.probeagent.rollout.traffic.RequestPlan;
import io.probeagent.rollout.update.App;
import io.probeagent.rollout.update.UpdateOptions;
import io.probeagent.rollout.update.Via;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Makes options of arguments, and refuses what cannot be. */
final class UpdatePlan {
  private static final List<String> MODES =
      List.of("full", "delay-then-close", "close-first", "abrupt");

  /** As in the README's pod. */
  private static final Duration LIVENESS_PERIOD = Duration.ofSeconds(10);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int LIVENESS_THRESHOLD = 3;
  private static final int STARTUP_THRESHOLD = 120;

  private final UpdateArguments given;

  private UpdatePlan(UpdateArguments given) {
    this.given = given;
  }

  static UpdateOptions of(UpdateArguments given) throws UsageException {
    return new UpdatePlan(given).options();
  }

  private UpdateOptions options() throws UsageException {
    check();
    App app = app();
    Duration[] lag = lag();
    try {
      return new UpdateOptions(
          template(app),
          new DeploymentSpec(
              "web",
              given.replicas,
              given.maxSurge,
              given.maxUnavailable,
              given.minReady,
              given.progressDeadline,
              given.port),
          Load.of(given.clients(app.kinds()), app.plan(), given.seed),
          given.via,
          given.updates,
          lag[0],
          lag[1],
          given.warmUp,
          given.baseline,
          given.report,
          settings(app, lag));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private void check() throws UsageException {
    Range.of("--updates", given.updates, 1, 10_000);
    Range.of("--replicas", given.replicas, 1, 50);
    Range.of("--max-surge", given.maxSurge, 0, 50);
    Range.of("--max-unavailable", given.maxUnavailable, 0, 50);
    if (given.maxSurge == 0 && given.maxUnavailable == 0) {
      throw new UsageException("--max-surge and --max-unavailable are '0' (expected: one above 0)");
    }
    Range.of("--min-ready", given.minReady, Duration.ZERO, Duration.ofMinutes(10));
    Range.of("--progress-deadline", given.progressDeadline, SECOND, Duration.ofMinutes(10));
    // pkg/apis/apps/validation: "must be greater than minReadySeconds".
    if (given.progressDeadline.compareTo(given.minReady) <= 0) {
      throw new UsageException(
          "--progress-deadline is '%s' (expected: longer than --min-ready, which is '%s')"
              .formatted(TimeSpan.text(given.progressDeadline), TimeSpan.text(given.minReady)));
    }
    Range.of("--drain-delay", given.drainDelay, Duration.ZERO, Duration.ofMinutes(5));
    Range.of("--grace-period", given.gracePeriod, SECOND, Duration.ofMinutes(10));
    Range.of("--probe-period", given.probePeriod, Duration.ofMillis(50), Duration.ofMinutes(1));
    Range.of("--max-work", given.maxWork, Duration.ZERO, Duration.ofMinutes(1));
    Range.of("--warm-up", given.warmUp, Duration.ZERO, Duration.ofMinutes(10));
    Range.of("--baseline", given.baseline, Duration.ZERO, Duration.ofMinutes(10));
    Range.of("--port", given.port, 0, 65_000);
    if (!MODES.contains(given.mode)) {
      throw new UsageException(
          "--mode is '%s' (expected: one of %s)".formatted(given.mode, String.join(", ", MODES)));
    }
    path("--ready-path", given.readyPath);
    path("--pre-stop", given.preStop);
    if (given.noAgent && given.preStop != null) {
      throw new UsageException("--pre-stop asks the agent, but --no-agent says that there is none");
    }
    if (given.noAgent && given.via == Via.HAPROXY) {
      throw new UsageException("--via haproxy checks the agents, but --no-agent says: none");
    }
  }

  private static void path(String option, @Nullable String path) throws UsageException {
    if (path != null && !path.startsWith("/")) {
      throw new UsageException("%s is '%s' (expected: /path)".formatted(option, path));
    }
  }

  private App app() throws UsageException {
    int maxWork = (int) given.maxWork.toMillis();
    String shell = given.app;
    if (shell == null) {
      return new App.Sample(given.jars.java(), given.jars.app(), given.mode, maxWork);
    }
    String[] request = given.request.split(" ", 2);
    if (request.length != 2) {
      throw new UsageException("--request is '" + given.request + "' (expected: GET /path)");
    }
    boolean timed = request[1].contains("{ms}");
    try {
      RequestPlan.Any plan = new RequestPlan.Any(request[0], request[1], timed ? maxWork : 0);
      return new App.Any(shell, plan, given.readyPath);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--request: " + e.getMessage());
    }
  }

  /** From and to. */
  private Duration[] lag() throws UsageException {
    if (given.lag.isEmpty()) {
      Duration half = given.drainDelay.dividedBy(2);
      return new Duration[] {half, half};
    }
    String[] parts = given.lag.split("-", 2);
    Duration least = lag(parts[0]);
    Duration most = parts.length == 1 ? least : lag(parts[1]);
    if (least.compareTo(most) > 0) {
      throw new UsageException("--lag is '" + given.lag + "' (expected: the shorter one first)");
    }
    Range.of("--lag", most, Duration.ZERO, Duration.ofMinutes(5));
    return new Duration[] {least, most};
  }

  private Duration lag(String text) throws UsageException {
    try {
      return TimeSpan.parse(text);
    } catch (TypeConversionException e) {
      throw new UsageException("--lag is '" + given.lag + "' (expected: a time like 2s, or 0s-4s)");
    }
  }

  private PodTemplate template(App app) throws UsageException {
    String token = given.preStop == null ? null : UUID.randomUUID().toString();
    List<String> flags = app.drainsByItself() ? List.of("--drain-until=delay") : List.of();
    Sidecar agent =
        given.noAgent
            ? null
            : new Sidecar(
                given.jars.java(),
                given.jars.agent(),
                given.drainDelay,
                flags,
                true,
                token,
                startupProbe(app));
    return new PodTemplate(
        app.command(), app.environment(), agent, probes(app), hook(token), given.gracePeriod);
  }

  /** What an app says by a datagram must not come before the agent's socket. */
  private @Nullable ProbeSpec startupProbe(App app) {
    return app.command().stream().noneMatch(word -> word.contains("NOTIFY_SOCKET"))
        ? null
        : new ProbeSpec(
            Probe.STARTUP,
            Target.AGENT,
            "/healthz",
            given.probePeriod,
            SECOND,
            Duration.ZERO,
            STARTUP_THRESHOLD,
            1);
  }

  private List<ProbeSpec> probes(App app) {
    return List.of(
        probe(Probe.STARTUP, app, given.probePeriod, STARTUP_THRESHOLD),
        probe(Probe.READY, app, given.probePeriod, 1),
        probe(Probe.LIVE, app, LIVENESS_PERIOD, LIVENESS_THRESHOLD));
  }

  /** Of the agent, or of the app itself where there is none. */
  private ProbeSpec probe(Probe probe, App app, Duration period, int threshold) {
    return given.noAgent
        ? new ProbeSpec(
            probe, Target.APP, app.readyPath(), period, SECOND, Duration.ZERO, threshold, 1)
        : ProbeSpec.of(probe, Target.AGENT, period, threshold);
  }

  private @Nullable Hook hook(@Nullable String token) {
    String path = given.preStop;
    return path == null || token == null
        ? null
        : new Hook(Target.AGENT, path, Map.of("Authorization", "Bearer " + token));
  }

  private Map<String, String> settings(App app, Duration[] lag) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("title", "Rolling update of " + given.replicas + " pods");
    shown.put("app", app.title());
    shown.put("agent", given.noAgent ? "none: the probes ask the app" : "in every pod");
    shown.put("via", given.via.toString());
    shown.put("updates", String.valueOf(given.updates));
    shown.put("drain delay", TimeSpan.text(given.drainDelay));
    shown.put(
        "propagation lag",
        lag[0].equals(lag[1])
            ? TimeSpan.text(lag[0])
            : TimeSpan.text(lag[0]) + " to " + TimeSpan.text(lag[1]));
    shown.put("preStop hook", given.preStop == null ? "none" : given.preStop);
    shown.put("grace period", TimeSpan.text(given.gracePeriod));
    shown.put("surge, unavailable", given.maxSurge + ", " + given.maxUnavailable);
    shown.put("clients", given.clients);
    return shown;
  }
}

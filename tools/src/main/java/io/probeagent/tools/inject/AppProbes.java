package io.probeagent.tools.inject;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import io.probeagent.tools.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The probes of an app's container. The agent answers at once and never by chance, so readiness
 * needs no second try; how long an app may take to start, or be dead, is its owner's to say and
 * stays.
 */
record AppProbes(Map<String, Value> probes, List<Note> notes) {
  private static final Map<String, String> PATHS =
      Map.of("startupProbe", "/startup", "readinessProbe", "/ready", "livenessProbe", "/live");

  /** The least that a liveness probe waits: a restart of the agent must fit in. */
  private static final long LIVENESS_SECONDS = 30;

  private static final long STARTUP_SECONDS = 120;

  /**
   * What becomes of a container's probes.
   *
   * @param path what comes behind each path of the agent: empty, or a slash and the app's name
   */
  static AppProbes of(Container app, String path, boolean job, List<Container> all, Wishes wishes) {
    Map<String, Value> probes = new LinkedHashMap<>();
    java.util.ArrayList<Note> notes = new java.util.ArrayList<>();
    for (String kind : Container.PROBES) {
      Field old = app.probe(kind);
      boolean kept = wishes.is(Wish.KEEP_PROBES) && !old.isNull() && old.get("exec").isNull();
      Optional<String> other = old.isNull() ? Optional.empty() : answeredBy(kind, app, all);
      if (other.isPresent()) {
        notes.add(
            new Note(
                "probe-kept",
                "%s of %s stays, since container %s answers it, of which the agent knows nothing: %s"
                    .formatted(kind, app.name(), other.get(), said(old))));
        continue;
      }
      if (kept) {
        notes.add(
            new Note("probe-kept", "%s of %s stays: %s".formatted(kind, app.name(), said(old))));
      }
      if (kept || (job && kind.equals("readinessProbe"))) {
        continue; // nothing sends traffic to a job
      }
      if (!old.isNull()) {
        notes.add(replaced(kind, app, wishes));
      }
      Value get =
          Value.fields("path", Value.text(PATHS.get(kind) + path))
              .with("port", Value.number(wishes.port()));
      probes.put(kind, timed(app, kind, Value.fields("httpGet", get)));
    }
    return new AppProbes(probes, List.copyOf(notes));
  }

  /**
   * The other container whose port a probe asks, as it does of the helper of CSI drivers
   * (kubernetes-csi/livenessprobe: port 9808 unless told otherwise).
   */
  private static Optional<String> answeredBy(String kind, Container app, List<Container> all) {
    Optional<Long> port = Handler.probe(app, kind).flatMap(Handler::port);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    long asked = port.get();
    return all.stream()
        .filter(each -> !each.equals(app))
        .filter(
            each ->
                (each.declares(asked) && !app.declares(asked))
                    || (each.imageName().equals("livenessprobe") && isHelpers(asked, each)))
        .map(Container::name)
        .findFirst();
  }

  private static boolean isHelpers(long port, Container helper) {
    return port == 9808
        || helper.field().get("args").items().stream()
            .anyMatch(word -> word.textOr("").endsWith(String.valueOf(port)));
  }

  /** What an app answers or a program finds out is more than that a port is open. */
  private static Note replaced(String kind, Container app, Wishes wishes) {
    Field old = app.probe(kind);
    String was = "%s of %s was %s".formatted(kind, app.name(), said(old));
    boolean exec = !old.get("exec").isNull();
    boolean knows = exec || !old.get("httpGet").isNull() || !old.get("grpc").isNull();
    boolean speaks =
        wishes.isFor(Wish.APP_SIGNALS, app.name()) || wishes.isFor(Wish.SD_NOTIFY, app.name());
    if (!kind.equals("readinessProbe") || !knows || speaks) {
      return new Note("probe-replaced", was);
    }
    return Note.warning(
        "probe-replaced",
        was
            + ": what that looked at (a database, a cache that is not warm) counts no more, only whether the app's ports are open; "
            + (exec ? "app-signals lets the app say it" : "keep-probes: true keeps it"));
  }

  /** How long a container may take to start with the agent's startupProbe, in s. */
  static long secondsToStart(Container app) {
    return Math.max(STARTUP_SECONDS, toStart(app));
  }

  private static Value timed(Container app, String kind, Value.Fields probe) {
    Field old = app.probe(kind);
    Field grace = old.get("terminationGracePeriodSeconds");
    Value.Fields timed =
        switch (kind) {
          case "startupProbe" -> every(probe, 1, secondsToStart(app));
          case "readinessProbe" -> every(probe, 1, 1);
          default ->
              seconds(old) < LIVENESS_SECONDS
                  ? every(probe, 10, 3)
                  : every(probe, period(old), threshold(old));
        };
    return grace.number().isPresent()
        ? timed.with(grace.name(), Value.number(grace.numberOr(0)))
        : timed;
  }

  private static Value.Fields every(Value.Fields probe, long period, long threshold) {
    return probe
        .with("periodSeconds", Value.number(period))
        .with("failureThreshold", Value.number(threshold));
  }

  /** How long the app's own probes have given it to start. */
  private static long toStart(Container app) {
    Field startup = app.probe("startupProbe");
    Field judge = startup.isNull() ? app.probe("livenessProbe") : startup;
    return judge.get("initialDelaySeconds").numberOr(0) + seconds(judge);
  }

  private static long seconds(Field probe) {
    return probe.isNull() ? 0 : period(probe) * threshold(probe);
  }

  private static long period(Field probe) {
    return bounded(probe.get("periodSeconds").numberOr(10));
  }

  private static long threshold(Field probe) {
    return bounded(probe.get("failureThreshold").numberOr(3));
  }

  private static long bounded(long number) {
    return Math.max(1, Math.min(number, 1_000_000));
  }

  /** Such as {@code exec cat /tmp/healthy} or {@code httpGet /healthz on 8080}. */
  private static String said(Field probe) {
    Field exec = probe.get("exec");
    if (!exec.isNull()) {
      String command =
          exec.get("command").items().stream()
              .map(word -> word.textOr(""))
              .collect(Collectors.joining(" "));
      return "exec " + (command.length() > 60 ? command.substring(0, 60) + "…" : command);
    }
    for (String handler : List.of("httpGet", "tcpSocket", "grpc")) {
      Field asked = probe.get(handler);
      if (!asked.isNull()) {
        String way = handler.equals("httpGet") ? " " + asked.get("path").textOr("/") : "";
        return handler + way + " on " + asked.get("port").textOr("?");
      }
    }
    return "without a handler";
  }
}

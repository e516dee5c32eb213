package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** Rules over the probes of any app. */
final class LivenessRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("liveness-equals-readiness", Severity.WARNING, LivenessRules::equal),
          new Rule("liveness-asks-readiness", Severity.WARNING, LivenessRules::asksReadiness),
          new Rule("timeout-above-period", Severity.INFO, LivenessRules::timeout));

  private LivenessRules() {}

  private static void equal(Scene scene, Findings findings) {
    for (Container container : scene.workload().apps()) {
      Handler live = Handler.probe(container, "livenessProbe").orElse(null);
      Handler ready = Handler.probe(container, "readinessProbe").orElse(null);
      if (live == null
          || ready == null
          || live.has("tcpSocket") // the kernel accepts for an app that is only busy
          || isAgents(scene, live)
          || isAgents(scene, ready)
          || !action(live).equals(action(ready))) {
        continue;
      }
      long killed = live.period() * live.failureThreshold();
      long left = ready.period() * ready.failureThreshold();
      if (killed <= left) {
        findings.add(
            live.field(),
            "livenessProbe and readinessProbe of container %s ask the same, and liveness gives up after %d s, readiness after %d s: an app that is only busy is killed instead of left alone until it has caught up"
                .formatted(container.name(), killed, left),
            "livenessProbe:\n  failureThreshold: %d   # several times what readiness waits; or a path of its own"
                .formatted(Math.max(3, (3 * left + live.period() - 1) / live.period())));
      }
    }
  }

  private static void asksReadiness(Scene scene, Findings findings) {
    for (Container container : scene.workload().apps()) {
      Optional<Handler> live = Handler.probe(container, "livenessProbe");
      if (live.isEmpty() || isAgents(scene, live.get()) || !live.get().has("httpGet")) {
        continue;
      }
      String path = live.get().path();
      String last = path.substring(path.lastIndexOf('/') + 1);
      if (List.of("ready", "readyz", "readiness").contains(last)) {
        findings.add(
            live.get().field().at("httpGet", "path"),
            "livenessProbe of container %s asks for %s: whenever the app says that it is not ready, because it is full or waits for another, it is killed %s"
                .formatted(container.name(), path, Words.after(live.get())),
            "path: " + path.substring(0, path.length() - last.length()) + live(last));
      }
    }
  }

  private static void timeout(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      for (Handler probe : Handler.probesOf(container)) {
        if (probe.timeout() > probe.period()) {
          long threshold = probe.failureThreshold();
          findings.add(
              probe.field().get("timeoutSeconds"),
              "%s waits %d s for an answer, longer than its period of %d s: one probe at a time is asked, so a hang is noticed after %d × %d s = %d s, not after %d s"
                  .formatted(
                      probe.title(),
                      probe.timeout(),
                      probe.period(),
                      threshold,
                      probe.timeout(),
                      threshold * probe.timeout(),
                      threshold * probe.period()),
              "timeoutSeconds: %d\nperiodSeconds: %d"
                  .formatted(Math.min(probe.timeout(), probe.period()), probe.period()));
        }
      }
    }
  }

  private static boolean isAgents(Scene scene, Handler handler) {
    return scene.sidecar().filter(sidecar -> sidecar.isAskedBy(handler)).isPresent();
  }

  private static String live(String ready) {
    return switch (ready) {
      case "readyz" -> "livez";
      case "readiness" -> "liveness";
      default -> "live";
    };
  }

  /** What a probe does, as a text that is the same for the same. */
  private static String action(Handler probe) {
    for (String action : List.of("httpGet", "grpc", "exec")) {
      if (probe.has(action)) {
        return switch (action) {
          case "exec" -> action + probe.command();
          case "httpGet" -> action + probe.target() + probe.port() + rest(probe, "scheme", "host");
          default -> action + probe.port() + rest(probe, "service", "service");
        };
      }
    }
    return probe.name();
  }

  private static String rest(Handler probe, String one, String other) {
    Field action = probe.portField().parent();
    return " " + action.get(one).textOr("") + " " + action.get(other).textOr("");
  }
}

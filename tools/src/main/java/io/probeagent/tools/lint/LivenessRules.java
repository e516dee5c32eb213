package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules over the probes of any app. */
final class LivenessRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("liveness-equals-readiness", Severity.WARNING, LivenessRules::equal),
          new Rule("liveness-asks-readiness", Severity.WARNING, LivenessRules::asksReadiness),
          new Rule("timeout-above-period", Severity.INFO, LivenessRules::timeout));

  private static final List<String> READY = List.of("ready", "readyz", "readiness");

  /** What the other one is called, in the same order. */
  private static final List<String> LIVE = List.of("live", "livez", "liveness");

  private static final Pattern FILE =
      Pattern.compile("(?:(?:/bin/)?(?:ba)?sh -c )?(cat|test -[efrs]|\\[ -[efrs]|ls|stat) [^|;&]+");

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
          || !action(live).equals(action(ready))
          || asksForReady(live).isPresent() // one fault, told by liveness-asks-readiness
          || !serves(scene, container)) {
        continue;
      }
      long killed = live.period() * live.failureThreshold();
      long left = ready.period() * ready.failureThreshold();
      if (killed > left) {
        continue;
      }
      if (isFile(live)) {
        findings.add(
            Severity.INFO,
            live.field(),
            "livenessProbe and readinessProbe of container %s look for the same file, and liveness gives up after %d s: if the app takes it away to get no requests for a while, it is killed"
                .formatted(container.name(), killed),
            "# a file of its own for liveness");
      } else {
        findings.add(
            live.field(),
            "livenessProbe and readinessProbe of container %s ask the same, and liveness gives up after %d s, readiness after %d s: an app that is only busy is killed instead of left alone until it has caught up"
                .formatted(container.name(), killed, left),
            fix(ready, Math.max(3, (3 * left + live.period() - 1) / live.period())));
      }
    }
  }

  private static String fix(Handler ready, long threshold) {
    String path = ready.has("httpGet") ? ready.path() : "";
    String last = path.substring(path.lastIndexOf('/') + 1);
    int known = LIVE.indexOf(last);
    return known < 0
        ? "livenessProbe:\n  failureThreshold: %d   # several times what readiness waits; or a path of its own"
            .formatted(threshold)
        : "readinessProbe:\n  httpGet: {path: %s%s}   # an example: one that says whether it can take requests"
            .formatted(path.substring(0, path.length() - last.length()), READY.get(known));
  }

  /** Readiness only takes requests away where some come in. */
  private static boolean serves(Scene scene, Container container) {
    return !scene.services().isEmpty()
        || container.field().get("ports").items().stream()
            .anyMatch(port -> !Scraped.isAside(port.get("name").textOr("")));
  }

  private static boolean isFile(Handler probe) {
    return FILE.matcher(String.join(" ", probe.command())).matches();
  }

  private static void asksReadiness(Scene scene, Findings findings) {
    for (Container container : scene.workload().apps()) {
      Handler live = Handler.probe(container, "livenessProbe").orElse(null);
      if (live == null || isAgents(scene, live)) {
        continue;
      }
      String last = asksForReady(live).orElse("");
      if (!last.isEmpty()) {
        String path = live.path();
        findings.add(
            live.field().at("httpGet", "path"),
            "livenessProbe of container %s asks for %s: whenever the app says that it is not ready, because it is full or waits for another, it is killed %s"
                .formatted(container.name(), path, Words.after(live)),
            "path: %s   # an example: one that the app has, and that fails only when it is dead\n# or, if it has none:\n# failureThreshold: %d"
                .formatted(
                    path.substring(0, path.length() - last.length())
                        + LIVE.get(READY.indexOf(last)),
                    3 * live.failureThreshold()));
      }
    }
  }

  /** The end of its path that says so. */
  private static Optional<String> asksForReady(Handler live) {
    String path = live.path();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return live.has("httpGet") && READY.contains(last) ? Optional.of(last) : Optional.empty();
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
              "timeoutSeconds: %d\n# or periodSeconds: %d"
                  .formatted(probe.period(), probe.timeout()));
        }
      }
    }
  }

  private static boolean isAgents(Scene scene, Handler handler) {
    return scene.sidecar().filter(sidecar -> sidecar.isAskedBy(handler)).isPresent();
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

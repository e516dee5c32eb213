package io.probeagent.tools.lint;

import io.probeagent.tools.model.Handler;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** Rules over how the probes and hooks of apps ask the agent. */
final class AgentProbeRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("agent-path-unknown", Severity.ERROR, Asking.each(AgentProbeRules::unknown)),
          new Rule("agent-by-http-only", Severity.ERROR, Asking.each(AgentProbeRules::byHttpOnly)),
          new Rule("agent-host", Severity.ERROR, AgentProbeRules::hosts),
          new Rule("probe-asks-agent-itself", Severity.ERROR, Asking.each(AgentProbeRules::itself)),
          new Rule("probe-drains", Severity.ERROR, Asking.each(AgentProbeRules::drains)),
          new Rule(
              "liveness-fails-in-drain", Severity.ERROR, Asking.each(AgentProbeRules::inDrain)),
          new Rule("readiness-asks-live", Severity.WARNING, Asking.each(AgentProbeRules::live)),
          new Rule(
              "liveness-shorter-than-restart",
              Severity.WARNING,
              Asking.each(AgentProbeRules::restart)));

  /**
   * How long the agent does not answer while it is restarted, in s: kubelet looks for containers
   * that ended once a second, and the agent needs up to another to listen.
   */
  private static final long RESTART = 2;

  private AgentProbeRules() {}

  private static void unknown(Asking asking) {
    Handler handler = asking.handler();
    if (!handler.has("httpGet")) {
      return;
    }
    String path = handler.path();
    if (asking.path().isEmpty()) {
      boolean hook = !handler.isProbe();
      asking.add(
          "%s asks the agent for %s, which it does not have: it answers 404 at once, and %s"
              .formatted(
                  handler.title(),
                  path,
                  hook
                      ? "kubelet takes any answer of a hook for success, so that SIGTERM follows with no delay"
                      : Words.failure(handler)),
          hook ? "/drain" : right(handler));
      return;
    }
    String app = AgentPath.app(path);
    List<String> apps = asking.sidecar().apps();
    if (app.isEmpty() || apps.contains(app) || asking.sidecar().isHidden("PROBE_APPS")) {
      return;
    }
    String known = String.join(", ", apps);
    boolean drain = asking.asks(AgentPath.DRAIN);
    asking.add(
        "%s asks the agent for the app %s, and it knows only %s (PROBE_APPS): it answers 404, and %s"
            .formatted(
                handler.title(), app, known, drain ? "nothing is drained" : Words.failure(handler)),
        path.substring(0, path.indexOf('/', 1)) + (apps.size() == 1 ? "" : "/" + apps.get(0)));
  }

  private static void byHttpOnly(Asking asking) {
    Handler handler = asking.handler();
    Field field = handler.field();
    String fix =
        "%s: {httpGet: {path: %s, port: %d}}"
            .formatted(handler.name(), right(handler), asking.sidecar().port());
    if (handler.has("tcpSocket") && !handler.isProbe()) {
      return;
    }
    if (handler.has("tcpSocket")) {
      asking
          .findings()
          .add(
              field.get("tcpSocket"),
              "%s only connects to the agent, which listens whatever the app does: it never fails, be the app dead"
                  .formatted(handler.title()),
              fix);
    } else if (handler.has("grpc")) {
      asking
          .findings()
          .add(
              field.get("grpc"),
              "%s asks the agent by gRPC, which it does not speak: %s"
                  .formatted(handler.title(), Words.failure(handler)),
              fix);
    } else if (field.at("httpGet", "scheme").is("HTTPS")) {
      asking
          .findings()
          .add(
              field.at("httpGet", "scheme"),
              "%s asks the agent by HTTPS, and it speaks plain HTTP: %s"
                  .formatted(handler.title(), Words.failure(handler)),
              "scheme: HTTP");
    }
  }

  /** A pod in its node's network is at the node's own addresses. */
  private static void hosts(Scene scene, Findings findings) {
    if (!scene.spec().get("hostNetwork").isTrue()) {
      Asking.each(AgentProbeRules::host).check(scene, findings);
    }
  }

  private static void host(Asking asking) {
    Field host = asking.handler().field().at("httpGet", "host");
    if (host.textOr("").isEmpty()) {
      return;
    }
    asking
        .findings()
        .add(
            host,
            "%s asks at %s instead of at the pod's address: kubelet asks from the node, where %s is not this pod"
                .formatted(asking.handler().title(), host.textOr(""), host.textOr("")),
            "httpGet: {path: %s, port: %d}   # without host"
                .formatted(asking.handler().target(), asking.sidecar().port()));
  }

  private static void itself(Asking asking) {
    boolean tellsOfAgent =
        asking.asks(AgentPath.HEALTHZ)
            || asking.asks(AgentPath.METRICS)
            || asking.asks(AgentPath.STATE);
    if (asking.handler().isProbe() && tellsOfAgent) {
      asking.add(
          "%s asks for %s, which the agent answers with 200 whatever the app does: it never fails, be the app dead"
              .formatted(asking.handler().title(), asking.handler().path()),
          right(asking.handler()));
    }
  }

  private static void drains(Asking asking) {
    Handler handler = asking.handler();
    boolean drain = asking.asks(AgentPath.DRAIN) || asking.asks(AgentPath.UNDRAIN);
    if (handler.isProbe() && drain) {
      asking.add(
          "%s asks for %s: that is for a preStop hook; it is answered after the drain delay of %s or is refused, and the probe gives up after %d s: %s"
              .formatted(
                  handler.title(),
                  handler.path(),
                  Words.seconds(asking.sidecar().drainDelay()),
                  handler.timeout(),
                  Words.failure(handler)),
          right(handler));
    } else if (handler.name().equals("postStart") && drain) {
      asking.add(
          "%s asks for %s as soon as %s starts"
              .formatted(handler.title(), handler.path(), handler.container().name()),
          "/drain   # under preStop");
    }
  }

  private static void inDrain(Asking asking) {
    if (asking.is("livenessProbe") && asking.asks(AgentPath.READY)) {
      asking.add(
          "%s asks for %s, which is 503 while the app drains or is not ready: %s is killed %s, with the requests that it works on"
              .formatted(
                  asking.handler().title(),
                  asking.handler().path(),
                  asking.handler().container().name(),
                  Words.after(asking.handler())),
          "/live" + asking.app());
    }
  }

  private static void live(Asking asking) {
    boolean early = asking.asks(AgentPath.LIVE) || asking.asks(AgentPath.STARTUP);
    if (asking.is("readinessProbe") && early) {
      String path = asking.handler().path();
      asking.add(
          "%s asks for %s, which is 200 while the app %s: the pod is sent requests that nobody answers"
              .formatted(
                  asking.handler().title(),
                  path,
                  asking.asks(AgentPath.LIVE) ? "starts and while it drains" : "drains"),
          "/ready" + asking.app());
    }
  }

  private static void restart(Asking asking) {
    Handler probe = asking.handler();
    long span = probe.period() * (probe.failureThreshold() - 1);
    if (asking.is("livenessProbe") && asking.asks(AgentPath.LIVE) && span <= RESTART) {
      asking
          .findings()
          .add(
              probe.field(),
              "%s gives up %s (%d × %d s): should the agent be restarted, which takes up to %d s, %s is killed with it"
                  .formatted(
                      probe.title(),
                      span == 0 ? "at the first failure" : "within " + span + " s",
                      probe.failureThreshold(),
                      probe.period(),
                      RESTART,
                      probe.container().name()),
              "periodSeconds: 10\nfailureThreshold: 3");
    }
  }

  private static String right(Handler handler) {
    return switch (handler.name()) {
      case "livenessProbe" -> "/live";
      case "startupProbe" -> "/startup";
      case "readinessProbe" -> "/ready";
      default -> "/drain";
    };
  }
}

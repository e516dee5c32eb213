package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.plan.Ending;
import io.probeagent.tools.plan.Hook;
import java.time.Duration;
import java.util.List;

/** How soon kubelet notices that an app drains. */
final class NoticeRules {
  static final List<Rule> ALL =
      List.of(new Rule("readiness-slower-than-drain", Severity.INFO, NoticeRules::slow));

  private static final List<String> DECIDING =
      List.of("PROBE_LISTEN", "PROBE_DRAIN_DELAY", "PROBE_DRAIN_TIMEOUT", "PROBE_GRACE_PERIOD");

  private NoticeRules() {}

  private static void slow(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null
        || DECIDING.stream().anyMatch(sidecar::isHidden)
        || !sidecar.setting("PROBE_DRAIN_READINESS").orElse("fail").equals("fail")) {
      return;
    }
    for (Container app : scene.workload().apps()) {
      Handler ready = Handler.probe(app, "readinessProbe").orElse(null);
      Ending ending = Ending.of(scene.workload(), app, Duration.ZERO);
      Resource service = Serving.of(scene, app).orElse(null);
      if (ready != null && service != null && ending.agent() != null && asksReady(ready)) {
        String what = what(ready, ending, ending.agent(), service, speaks(app));
        if (!what.isEmpty()) {
          findings.add(
              ready.field(),
              "readinessProbe of container %s takes up to %d × %d s = %s to notice a drain, and %s"
                  .formatted(
                      app.name(),
                      ready.failureThreshold(),
                      ready.period(),
                      Words.seconds(ending.agent().noticed()),
                      what),
              "periodSeconds: 1\nfailureThreshold: 1");
        }
      }
    }
  }

  private static boolean asksReady(Handler probe) {
    return probe.has("httpGet")
        && AgentPath.of(probe.path()).filter(AgentPath.READY::equals).isPresent();
  }

  /** An app that tells the agent nothing begins no drain by itself. */
  private static boolean speaks(Container app) {
    return app.env("PROBE_DIR").isPresent() || app.env("NOTIFY_SOCKET").isPresent();
  }

  private static String what(
      Handler ready, Ending ending, Ending.Drained agent, Resource service, boolean speaks) {
    Duration noticed = agent.noticed();
    if (ending.hook() instanceof Hook.Drain drain && drain.token()) {
      // It is held until kubelet was given the 503, in a restart of the container as well.
      return noticed.compareTo(agent.cap()) > 0
          ? "/drain holds for %s at most: SIGTERM comes before load balancers that look at readiness know"
              .formatted(Words.seconds(agent.cap()))
          : "";
    }
    boolean late = speaks && noticed.compareTo(agent.delay()) > 0;
    return late
        ? "%s closes %s after it began one: when that is not the pod's deletion (a restart by livenessProbe, an end of its own), %s still sends it requests for up to %s"
            .formatted(
                ready.container().name(),
                Words.seconds(agent.delay()),
                service.title(),
                Words.seconds(noticed.minus(agent.delay())))
        : "";
  }
}

package io.probeagent.tools.lint;

import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.RollingUpdate;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** What an update of a Deployment leaves of the pods behind a Service. */
final class RolloutRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("update-leaves-none", Severity.ERROR, RolloutRules::leavesNone),
          new Rule("update-halves-capacity", Severity.WARNING, RolloutRules::halves),
          new Rule("update-lowers-capacity", Severity.INFO, RolloutRules::lowers),
          new Rule("progress-deadline-too-short", Severity.WARNING, RolloutRules::deadline));

  private static final String FIX = "strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}";

  private RolloutRules() {}

  private static void leavesNone(Scene scene, Findings findings) {
    if (!concerns(scene)) {
      return;
    }
    long replicas = Replicas.least(scene.workload(), scene.all());
    Field strategy = scene.workload().resource().spec().get("strategy");
    String service = scene.services().get(0).title();
    if (strategy.get("type").is("Recreate")) {
      findings.add(
          strategy,
          "Recreate ends %s before a new one is started: %s has no pod to send a request to until then"
              .formatted(replicas == 1 ? "the pod" : "all " + replicas + " pods", service),
          FIX);
      return;
    }
    RollingUpdate update = RollingUpdate.of(scene.workload(), replicas);
    if (update.left() == 0) {
      findings.add(
          place(strategy),
          "an update may end %s before a new one is ready (%s): %s then has nowhere to send a request"
              .formatted(
                  replicas == 1 ? "the only pod" : "all " + replicas + " pods",
                  reason(strategy),
                  service),
          FIX);
    }
  }

  private static void halves(Scene scene, Findings findings) {
    if (rolls(scene)) {
      RollingUpdate update = update(scene);
      if (update.left() > 0 && update.unavailable() * 2 >= update.replicas()) {
        tell(scene, update, findings);
      }
    }
  }

  private static void lowers(Scene scene, Findings findings) {
    if (rolls(scene)) {
      RollingUpdate update = update(scene);
      if (update.unavailable() > 0 && update.unavailable() * 2 < update.replicas()) {
        tell(scene, update, findings);
      }
    }
  }

  private static void tell(Scene scene, RollingUpdate update, Findings findings) {
    Field strategy = scene.workload().resource().spec().get("strategy");
    findings.add(
        place(strategy),
        "of %d pods %d may be missing during an update (%s): %s all the requests"
            .formatted(
                update.replicas(),
                update.unavailable(),
                reason(strategy),
                update.left() == 1
                    ? "the one that is left gets"
                    : "the other " + update.left() + " get"),
        FIX);
  }

  /** Recreate is the only way where a volume can be had by one pod at a time. */
  private static boolean concerns(Scene scene) {
    Resource deployment = scene.workload().resource();
    boolean owns =
        scene.spec().get("volumes").items().stream()
            .anyMatch(volume -> !volume.get("persistentVolumeClaim").isNull());
    return deployment.kind().equals("Deployment")
        && !scene.services().isEmpty()
        && !owns
        && !HostPortRules.takesHostPorts(scene.workload())
        && Replicas.least(scene.workload(), scene.all()) > 0;
  }

  private static boolean rolls(Scene scene) {
    return concerns(scene)
        && !scene.workload().resource().spec().at("strategy", "type").is("Recreate");
  }

  private static RollingUpdate update(Scene scene) {
    return RollingUpdate.of(scene.workload(), Replicas.least(scene.workload(), scene.all()));
  }

  private static Field place(Field strategy) {
    Field rolling = strategy.get("rollingUpdate");
    Field unavailable = rolling.get("maxUnavailable");
    return !unavailable.isNull() ? unavailable : rolling.isNull() ? strategy : rolling;
  }

  private static String reason(Field strategy) {
    Field rolling = strategy.get("rollingUpdate");
    Field unavailable = rolling.get("maxUnavailable");
    String missing =
        unavailable.isNull()
            ? "maxUnavailable is 25% unless said"
            : "maxUnavailable: " + unavailable.textOr("");
    Field surge = rolling.get("maxSurge");
    return surge.is("0") || surge.is("0%")
        ? missing + ", maxSurge: " + surge.textOr("") + ", and one has to go first"
        : missing;
  }

  private static void deadline(Scene scene, Findings findings) {
    Field deadline = scene.workload().resource().spec().get("progressDeadlineSeconds");
    if (!scene.workload().resource().kind().equals("Deployment")) {
      return;
    }
    scene.workload().apps().stream()
        .map(app -> app.probe("startupProbe"))
        .filter(probe -> allowance(probe) > deadline.numberOr(600))
        .findFirst()
        .ifPresent(
            probe ->
                findings.add(
                    deadline,
                    "startupProbe gives the app %d s to start, and after %d s without progress the rollout is called failed: who waits for it rolls back a pod that is still starting"
                        .formatted(allowance(probe), deadline.numberOr(600)),
                    "progressDeadlineSeconds: " + (allowance(probe) + 60)));
  }

  private static long allowance(Field probe) {
    return probe.isNull()
        ? 0
        : probe.get("initialDelaySeconds").numberOr(0)
            + probe.get("periodSeconds").numberOr(10) * probe.get("failureThreshold").numberOr(3);
  }
}

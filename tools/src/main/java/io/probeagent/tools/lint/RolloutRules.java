package io.probeagent.tools.lint;

import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.RollingUpdate;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.Optional;

/** What an update of a Deployment leaves of the pods behind a Service. */
final class RolloutRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("update-leaves-none", Severity.ERROR, RolloutRules::leavesNone),
          new Rule("update-halves-capacity", Severity.WARNING, RolloutRules::halves),
          new Rule("update-lowers-capacity", Severity.INFO, RolloutRules::lowers),
          new Rule("progress-deadline-too-short", Severity.INFO, RolloutRules::deadline));

  /** So many that what leaves none of them leaves none of any number. */
  private static final long MANY = 100;

  private static final String FIX =
      "strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}";

  private RolloutRules() {}

  private static void leavesNone(Scene scene, Findings findings) {
    if (!concerns(scene)) {
      return;
    }
    long replicas = Replicas.least(scene.workload(), scene.all());
    Field strategy = scene.workload().resource().spec().get("strategy");
    String service = scene.services().get(0).title();
    if (strategy.get("type").is("Recreate")) {
      String what =
          "Recreate ends %s before a new one is started: %s has no pod to send a request to until then"
              .formatted(replicas == 1 ? "the pod" : "all " + replicas + " pods", service);
      Optional<String> store = Stores.folder(scene.workload());
      if (store.isPresent()) {
        findings.add(
            Severity.WARNING,
            strategy,
            what + "; right only if no two pods may use volume %s at once".formatted(store.get()),
            fix(scene));
      } else {
        findings.add(strategy, what, fix(scene));
      }
      return;
    }
    RollingUpdate update = RollingUpdate.of(scene.workload(), replicas);
    if (update.left() != 0) {
      return;
    }
    boolean uncounted =
        scene.workload().resource().spec().get("replicas").isNull()
            && Replicas.autoscaler(scene.workload(), scene.all()).isEmpty()
            && RollingUpdate.of(scene.workload(), MANY).left() > 0;
    if (uncounted && Apart.areKept(scene.workload())) {
      return; // who keeps pods apart has more than one
    }
    String pods = replicas == 1 ? "the only pod" : "all " + replicas + " pods";
    String what =
        "an update may end %s before a new one is ready (%s): %s then has nowhere to send a request";
    String why = reason(strategy);
    if (uncounted) {
      findings.add(
          Severity.INFO,
          place(strategy),
          what.formatted(
              pods, why + "; without replicas it is one, unless something scales it", service),
          fix(scene));
    } else {
      findings.add(place(strategy), what.formatted(pods, why, service), fix(scene));
    }
  }

  /** Where no pod may share a node with another, one more may have no place. */
  private static String fix(Scene scene) {
    if (!Apart.areKept(scene.workload())) {
      return FIX;
    }
    return Replicas.least(scene.workload(), scene.all()) == 1
        ? FIX + "   # needs a second node: the pods keep apart by hostname"
        : "strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}   # no surge: it would need a node more than there are pods";
  }

  private static void halves(Scene scene, Findings findings) {
    if (rolls(scene)) {
      RollingUpdate update = update(scene);
      if (update.left() > 0
          && update.unavailable() * 2 >= update.replicas()
          && !isLeast(scene, update)) {
        tell(scene, update, findings);
      }
    }
  }

  private static void lowers(Scene scene, Findings findings) {
    if (rolls(scene)) {
      RollingUpdate update = update(scene);
      if (update.unavailable() > 0
          && update.unavailable() * 2 < update.replicas()
          && !isLeast(scene, update)) {
        tell(scene, update, findings);
      }
    }
  }

  /** Of pods that keep apart one has to go first where there is no node to spare. */
  private static boolean isLeast(Scene scene, RollingUpdate update) {
    return update.unavailable() == 1 && Apart.areKept(scene.workload());
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
        fix(scene));
  }

  /** Recreate is the only way where a volume can be had by one pod at a time. */
  private static boolean concerns(Scene scene) {
    Resource deployment = scene.workload().resource();
    return deployment.kind().equals("Deployment")
        && !scene.services().isEmpty()
        && !Stores.hasDisk(scene.workload())
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

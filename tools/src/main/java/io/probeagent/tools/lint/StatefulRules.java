package io.probeagent.tools.lint;

import io.probeagent.tools.model.Replicas;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** How the pods of a StatefulSet wait for each other. */
final class StatefulRules {
  static final List<Rule> ALL =
      List.of(new Rule("update-does-not-wait", Severity.WARNING, StatefulRules::doesNotWait));

  private StatefulRules() {}

  private static void doesNotWait(Scene scene, Findings findings) {
    Field spec = scene.workload().resource().spec();
    long replicas = Replicas.least(scene.workload(), scene.all());
    if (!isSet(scene.workload())
        || replicas < 2
        || spec.at("updateStrategy", "type").is("OnDelete")
        || spec.get("minReadySeconds").numberOr(0) > 0
        || spec.at("updateStrategy", "rollingUpdate", "partition").numberOr(0) >= replicas
        || scene.spec().get("readinessGates").isSequence()
        || scene.workload().containers().stream().anyMatch(ServiceRules::holdsBack)
        || isToldOtherwise(scene)) {
      return;
    }
    scene.workload().apps().stream()
        .filter(app -> !app.field().get("ports").items().isEmpty() && !Scraped.isContainer(app))
        .findFirst()
        .ifPresent(
            app ->
                findings.add(
                    app.field().get("readinessProbe"),
                    "an update goes on to the next of the %d pods as soon as container %s of the one before has been started, whether it serves yet or not: several, or all, may be away at once"
                        .formatted(replicas, app.name()),
                    "readinessProbe: {tcpSocket: {port: %s}}   # the one that clients ask"
                            .formatted(
                                app.field()
                                    .get("ports")
                                    .items()
                                    .get(0)
                                    .get("containerPort")
                                    .textOr("…"))
                        + caution(scene)));
  }

  /** no-readiness-behind-service has the same fix. */
  private static boolean isToldOtherwise(Scene scene) {
    return scene.services().stream()
        .anyMatch(service -> !ServiceRules.isHeadless(service) && !Scraped.isService(service));
  }

  /** What a readinessProbe that is put in does to pods that are made one after another. */
  static String caution(Scene scene) {
    boolean ordered =
        scene.workload().isOrdered() && Replicas.least(scene.workload(), scene.all()) > 1;
    return ordered
        ? "\n# The next pod is made when the one before is ready. If the members wait for each other before they\n# serve, none starts without podManagementPolicy: Parallel (only for a StatefulSet made anew)."
        : "";
  }

  private static boolean isSet(Workload workload) {
    return workload.resource().kind().equals("StatefulSet");
  }
}

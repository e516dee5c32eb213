package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Resource;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** What the Services in front of a workload make of its readiness. */
final class ServiceRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("no-readiness-behind-service", Severity.WARNING, ServiceRules::noReadiness),
          new Rule("publish-not-ready", Severity.WARNING, ServiceRules::publishNotReady),
          new Rule("target-port-unknown", Severity.ERROR, ServiceRules::targetPort),
          new Rule("local-traffic-dropped", Severity.WARNING, ServiceRules::localTraffic));

  private ServiceRules() {}

  /** One that balances requests; of a headless one the clients choose for themselves. */
  static boolean isHeadless(Resource service) {
    return service.spec().get("clusterIP").is("None");
  }

  private static void noReadiness(Scene scene, Findings findings) {
    List<Resource> services =
        scene.services().stream()
            .filter(each -> !isHeadless(each) && !Scraped.isService(each))
            .toList();
    if (services.isEmpty()
        || scene.workload().isJob()
        || runsOnce(scene)
        || scene.spec().get("readinessGates").isSequence()
        || scene.workload().containers().stream().anyMatch(ServiceRules::holdsBack)) {
      return;
    }
    for (Container app : scene.workload().apps()) {
      if (Scraped.isContainer(app)) {
        continue;
      }
      services.stream()
          .filter(service -> isTargetOf(service, app, scene.workload()))
          .findFirst()
          .ifPresent(
              service ->
                  findings.add(
                      app.field().get("readinessProbe"),
                      "%s sends requests to a new pod as soon as container %s has been started, whether it listens yet or not: until it does, they are refused"
                          .formatted(service.title(), app.name()),
                      fix(scene, service)));
    }
  }

  /** A chart's test often has the labels of what it tests, and ends by itself. */
  private static boolean runsOnce(Scene scene) {
    Field policy = scene.spec().get("restartPolicy");
    return !policy.isNull() && !policy.is("Always");
  }

  private static String fix(Scene scene, Resource service) {
    return scene
            .sidecar()
            .map(
                agent ->
                    "readinessProbe: {httpGet: {path: /ready, port: %d}, periodSeconds: 1, failureThreshold: 1}"
                        .formatted(agent.port()))
            .orElseGet(
                () -> "readinessProbe: {tcpSocket: {port: %s}}".formatted(firstTarget(service)))
        + StatefulRules.caution(scene);
  }

  private static String firstTarget(Resource service) {
    return service.spec().get("ports").items().stream()
        .map(port -> port.get("targetPort").textOr(port.get("port").textOr("")))
        .findFirst()
        .orElse("");
  }

  /** A container that is not started is not ready, so a startupProbe holds requests back, too. */
  static boolean holdsBack(Container container) {
    return !container.probe("readinessProbe").isNull() || !container.probe("startupProbe").isNull();
  }

  private static boolean isTargetOf(Resource service, Container app, Workload workload) {
    if (workload.apps().size() == 1) {
      return true;
    }
    return service.spec().get("ports").items().stream()
        .map(port -> port.get("targetPort").isNull() ? port.get("port") : port.get("targetPort"))
        .anyMatch(target -> declares(app, target));
  }

  private static boolean declares(Container container, Field target) {
    return container.field().get("ports").items().stream()
        .anyMatch(
            port ->
                target.number().isPresent()
                    ? port.get("containerPort").numberOr(0) == target.numberOr(-1)
                    : target.text().filter(port.get("name")::is).isPresent());
  }

  private static void publishNotReady(Scene scene, Findings findings) {
    boolean asked =
        scene.workload().containers().stream()
            .anyMatch(each -> !each.probe("readinessProbe").isNull());
    for (Resource service : scene.services()) {
      Field publish = service.spec().get("publishNotReadyAddresses");
      if (asked && publish.isTrue() && !isHeadless(service)) {
        findings.add(
            publish,
            "%s sends requests to pods of %s that say that they are not ready: those that still start, and those whose drain has failed readiness"
                .formatted(service.title(), scene.workload().resource().title()),
            "publishNotReadyAddresses: false");
      }
    }
  }

  private static void targetPort(Scene scene, Findings findings) {
    for (Resource service : scene.services()) {
      List<Workload> taken = scene.all().workloadsOf(service);
      if (!taken.get(0).equals(scene.workload())) {
        continue;
      }
      for (Field port : service.spec().get("ports").items()) {
        Field target = port.get("targetPort");
        if (target.text().isPresent()
            && target.number().isEmpty()
            && taken.stream().noneMatch(each -> names(each, target))) {
          findings.add(
              target,
              "no container of %s has a port named %s: port %s of %s leads nowhere"
                  .formatted(
                      scene.workload().resource().title(),
                      target.textOr(""),
                      port.get("port").textOr("?"),
                      service.title()),
              "ports: [{name: %s, containerPort: …}]    # in the container that listens"
                  .formatted(target.textOr("")));
        }
      }
    }
  }

  /** Ports of native sidecars count since they exist (pkg/api/v1/pod, FindPort). */
  private static boolean names(Workload workload, Field target) {
    return workload.containers().stream()
        .filter(container -> container.role() != Container.Role.INIT)
        .anyMatch(container -> declares(container, target));
  }

  private static void localTraffic(Scene scene, Findings findings) {
    Container agent = scene.sidecar().map(each -> each.container()).orElse(null);
    if (agent == null
        || scene
            .sidecar()
            .flatMap(it -> it.setting("PROBE_DRAIN_READINESS"))
            .orElse("fail")
            .equals("hold")) {
      return;
    }
    scene.services().stream()
        .filter(service -> service.spec().get("externalTrafficPolicy").is("Local"))
        .findFirst()
        .ifPresent(
            service ->
                findings.add(
                    agent.env("PROBE_DRAIN_READINESS").orElse(agent.field().get("env")),
                    "%s has externalTrafficPolicy: Local, and a pod that drains fails readiness at once: if it is the last one on its node, what the load balancer still sends there is dropped until its own health check has noticed"
                        .formatted(service.title()),
                    "- {name: PROBE_DRAIN_READINESS, value: hold}"));
  }
}

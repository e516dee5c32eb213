package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Container.Role;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.KubernetesVersion;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** Fields of probes and hooks that the cluster does not have yet. */
final class VersionRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("field-too-new", Severity.ERROR, VersionRules::tooNew),
          new Rule("restart-policy-in-containers", Severity.ERROR, VersionRules::restartPolicy),
          new Rule("stop-signal-off", Severity.WARNING, VersionRules::stopSignal));

  /** The last version of which it is known that ContainerStopSignals is off by default in it. */
  private static final int LAST_WITHOUT_STOP_SIGNALS = 37;

  private VersionRules() {}

  private static void tooNew(Scene scene, Findings findings) {
    KubernetesVersion version = scene.told().orElse(null);
    if (version == null) {
      return;
    }
    Refusals.each(asked -> tooNew(asked, version)).check(scene, findings);
  }

  private static void tooNew(Refusals asked, KubernetesVersion version) {
    Handler handler = asked.handler();
    if (!handler.isProbe() && handler.has("sleep")) {
      sleep(asked, version);
    }
    if (handler.has("grpc") && handler.isProbe() && version.isBefore(24)) {
      asked
          .findings()
          .add(
              handler.field().get("grpc"),
              "Kubernetes %s has no gRPC probes (1.24 has), and nothing is left of %s: the %s is refused"
                  .formatted(version, handler.title(), asked.scene().kind()),
              "exec: {command: [grpc_health_probe, \"-addr=:%s\"]}   # a program that the image must have"
                  .formatted(handler.portField().textOr("8080")));
    }
    Field grace = handler.field().get("terminationGracePeriodSeconds");
    if (handler.isProbe()
        && !asked.is("readinessProbe")
        && !grace.isNull()
        && version.isBefore(25)) {
      asked
          .findings()
          .add(
              grace,
              "Kubernetes %s drops terminationGracePeriodSeconds of a probe (1.25 takes it): when %s has failed, %s gets the pod's %d s to end, not %s s"
                  .formatted(
                      version,
                      handler.title(),
                      handler.container().name(),
                      asked.scene().workload().gracePeriod(),
                      grace.textOr("?")));
    }
  }

  private static void sleep(Refusals asked, KubernetesVersion version) {
    Handler hook = asked.handler();
    Field sleep = hook.field().get("sleep");
    String fix =
        asked
            .scene()
            .sidecar()
            .filter(agent -> asked.is("preStop"))
            .map(agent -> "httpGet: {path: /drain, port: %d}".formatted(agent.port()))
            .orElse(
                "exec: {command: [sleep, \"%s\"]}   # a program that the image must have"
                    .formatted(sleep.get("seconds").textOr("5")));
    if (version.isBefore(29)) {
      asked
          .findings()
          .add(
              sleep,
              "Kubernetes %s has no sleep in hooks (1.30 has), and nothing is left of %s: the %s is refused"
                  .formatted(version, hook.title(), asked.scene().kind()),
              fix);
    } else if (version.isBefore(30)) {
      asked
          .findings()
          .add(
              sleep,
              "Kubernetes %s drops sleep of a hook without a word (1.30 takes it): %s is not there, and %s"
                  .formatted(
                      version,
                      hook.title(),
                      asked.is("preStop") ? "SIGTERM comes at once" : "nothing waits"),
              fix);
    } else if (version.isBefore(33) && sleep.get("seconds").numberOr(0) == 0) {
      asked
          .findings()
          .add(
              sleep,
              "Kubernetes %s refuses the %s, since %s sleeps for 0 s (1.33 takes it)"
                  .formatted(version, asked.scene().kind(), hook.title()),
              "seconds: 1   # or no hook");
    }
  }

  private static void restartPolicy(Scene scene, Findings findings) {
    KubernetesVersion version = scene.told().orElse(null);
    for (Container container : scene.workload().containers(Role.MAIN)) {
      Field policy = container.field().get("restartPolicy");
      if (policy.isNull() || (version != null && !version.isBefore(34))) {
        continue;
      }
      // Who writes rules, or another policy than the usual one, may have a cluster that takes it.
      boolean pointless =
          policy.is("Always") && container.field().get("restartPolicyRules").isNull();
      if (version != null || pointless) {
        findings.add(
            policy,
            "container %s has a restartPolicy, and stands under containers: Kubernetes %s refuses the %s"
                .formatted(
                    container.name(), version == null ? "before 1.34" : version, scene.kind()),
            restartPolicyFix(scene, container, policy));
      }
    }
  }

  private static String restartPolicyFix(Scene scene, Container container, Field policy) {
    if (policy.is("Always")) {
      return "# without the field, or as a native sidecar\ninitContainers:\n- name: %s\n  restartPolicy: Always"
          .formatted(container.name());
    }
    boolean pods = scene.workload().isJob() || scene.kind().equals("Pod");
    return pods
        ? "# of the pod, for all of its containers\nrestartPolicy: " + policy.textOr("")
        : "";
  }

  private static void stopSignal(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers()) {
      Field signal = container.field().at("lifecycle", "stopSignal");
      if (signal.isNull() || container.role() == Role.INIT) {
        continue;
      }
      String wrong = stopSignal(scene);
      if (!wrong.isEmpty()) {
        findings.add(
            signal,
            "stopSignal: %s of container %s %s, and the container gets the signal that its image names, or SIGTERM"
                .formatted(signal.textOr(""), container.name(), wrong),
            scene.spec().at("os", "name").isNull()
                ? "# of the pod, with the feature gate ContainerStopSignals\nos: {name: linux}"
                : "# without the feature gate: STOPSIGNAL in the image");
      }
    }
  }

  private static String stopSignal(Scene scene) {
    KubernetesVersion version = scene.told().orElse(null);
    if (version != null && version.isBefore(33)) {
      return "is newer than Kubernetes %s: kubectl refuses it, others drop it".formatted(version);
    }
    if (scene.spec().at("os", "name").isNull()) {
      return "needs spec.os.name: it is refused or, where the feature gate ContainerStopSignals is off, dropped";
    }
    return version != null && version.isBefore(LAST_WITHOUT_STOP_SIGNALS + 1)
        ? "is dropped by Kubernetes %s unless its feature gate ContainerStopSignals is on"
            .formatted(version)
        : "";
  }
}

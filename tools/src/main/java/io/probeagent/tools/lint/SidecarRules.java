package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Field;
import java.util.List;

/** Rules over the agent in the pod, and over who asks it. */
final class SidecarRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("probe-on-sidecar", Severity.ERROR, SidecarRules::probeOnSidecar),
          new Rule("native-sidecar-unknown", Severity.ERROR, SidecarRules::nativeSidecarUnknown));

  private SidecarRules() {}

  private static void probeOnSidecar(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    if (sidecar == null) {
      return;
    }
    for (String kind : Container.PROBES) {
      Field probe = sidecar.container().probe(kind);
      String path = probe.at("httpGet", "path").textOr("");
      // A startup probe of a native sidecar does worse than that, and has a rule of its own.
      boolean gate = sidecar.isNative() && kind.equals("startupProbe");
      if (!probe.isNull() && !gate && !path.equals("/healthz")) {
        findings.add(
            probe,
            "%s asks for the app's state, and stands on container %s: when it fails, kubelet acts on the sidecar, and the app goes on as it is"
                .formatted(kind, sidecar.container().name()),
            "# on the app's container instead\n%s: {httpGet: {path: %s, port: %d}}"
                .formatted(kind, path.isEmpty() ? "/live" : path, sidecar.port()));
      }
    }
  }

  private static void nativeSidecarUnknown(Scene scene, Findings findings) {
    for (Container container : scene.workload().containers(Container.Role.SIDECAR)) {
      if (!scene.version().hasNativeSidecars()) {
        findings.add(
            container.field().get("restartPolicy"),
            "Kubernetes %s knows no native sidecars: init container %s is waited for to end, and the apps never start"
                .formatted(scene.version(), container.name()));
      }
    }
  }
}

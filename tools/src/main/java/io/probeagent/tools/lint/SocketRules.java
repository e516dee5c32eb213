package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.model.Workload;
import io.probeagent.tools.yaml.Field;
import java.util.List;
import java.util.OptionalLong;

/** Whether the apps' users may use the agent's sockets. */
final class SocketRules {
  static final List<Rule> ALL =
      List.of(new Rule("socket-closed-to-app", Severity.ERROR, SocketRules::closed));

  /** The user that the agent's image says. */
  private static final long AGENT = 65532;

  private static final int GROUP_MAY_WRITE = 0020;
  private static final int ALL_MAY_WRITE = 0002;

  private SocketRules() {}

  private static void closed(Scene scene, Findings findings) {
    Sidecar sidecar = scene.sidecar().orElse(null);
    Field mode =
        scene
            .sidecar()
            .flatMap(it -> it.container().env("PROBE_SOCKET_MODE"))
            .map(it -> it.get("value"))
            .orElse(null);
    if (sidecar == null || mode == null || !mode.textOr("").matches("0?[0-7]{3}")) {
      return;
    }
    int bits = Integer.parseInt(mode.textOr(""), 8);
    Workload workload = scene.workload();
    long agent = user(workload, sidecar.container()).orElse(AGENT);
    boolean group =
        (bits & GROUP_MAY_WRITE) != 0
            && workload.spec().at("securityContext", "fsGroup").number().isPresent();
    if ((bits & ALL_MAY_WRITE) != 0 || group) {
      return;
    }
    for (Container app : workload.apps()) {
      OptionalLong user = user(workload, app);
      boolean connects = sidecar.volume().flatMap(app::mountOf).isPresent();
      boolean sameGroup =
          (bits & GROUP_MAY_WRITE) != 0
              && group(workload, app).isPresent()
              && group(workload, app).equals(group(workload, sidecar.container()));
      // Root may open whatever it likes; the user that an image says is not known here.
      if (connects && user.orElse(agent) != agent && user.orElse(0) != 0 && !sameGroup) {
        findings.add(
            mode,
            "the sockets have mode %s and belong to user %d, and container %s runs as user %d: it is refused, and what it says is not heard"
                .formatted(mode.textOr(""), agent, app.name(), user.orElse(0)),
            (bits & GROUP_MAY_WRITE) != 0
                ? "securityContext: {fsGroup: %d}    # of the pod".formatted(agent)
                : "value: \"0666\"");
      }
    }
  }

  private static OptionalLong user(Workload workload, Container container) {
    return said(workload, container, "runAsUser");
  }

  private static OptionalLong group(Workload workload, Container container) {
    return said(workload, container, "runAsGroup");
  }

  private static OptionalLong said(Workload workload, Container container, String name) {
    OptionalLong own = container.field().at("securityContext", name).number();
    return own.isPresent() ? own : workload.spec().at("securityContext", name).number();
  }
}

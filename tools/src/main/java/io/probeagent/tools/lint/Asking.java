package io.probeagent.tools.lint;

import io.probeagent.tools.model.Container;
import io.probeagent.tools.model.Handler;
import io.probeagent.tools.model.Sidecar;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A probe or hook of another container that goes to the agent's port.
 *
 * @param path what it asks there; nothing if the agent has no such path, or it is not asked by HTTP
 */
record Asking(Sidecar sidecar, Handler handler, Optional<AgentPath> path, Findings findings) {
  /** A check of each of them in a pod. */
  static Rule.Check each(Consumer<Asking> look) {
    return (scene, findings) -> {
      Sidecar sidecar = scene.sidecar().orElse(null);
      if (sidecar == null || sidecar.isHidden("PROBE_LISTEN")) {
        return;
      }
      for (Container container : scene.workload().containers()) {
        if (container.equals(sidecar.container())) {
          continue;
        }
        for (Handler handler : Handler.allOf(container)) {
          if (sidecar.isAskedBy(handler)) {
            Optional<AgentPath> path =
                handler.has("httpGet") ? AgentPath.of(handler.path()) : Optional.empty();
            look.accept(new Asking(sidecar, handler, path, findings));
          }
        }
      }
    };
  }

  boolean asks(AgentPath wanted) {
    return path.filter(wanted::equals).isPresent();
  }

  boolean is(String name) {
    return handler.name().equals(name);
  }

  /** The app that is asked about, with its slash; empty for all. */
  String app() {
    String app = AgentPath.app(handler.path());
    return app.isEmpty() ? "" : "/" + app;
  }

  /** The path's field. */
  void add(String what, String path) {
    findings.add(handler.field().at("httpGet", "path"), what, "path: " + path);
  }
}

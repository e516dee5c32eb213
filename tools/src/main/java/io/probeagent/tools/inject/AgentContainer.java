package io.probeagent.tools.inject;

import io.probeagent.tools.model.Sidecar;
import io.probeagent.tools.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agent's container and its volume, as the charts make them. */
final class AgentContainer {
  private static final long USER = 65532;

  private AgentContainer() {}

  static Value of(PodPlan plan) {
    Wishes wishes = plan.wishes();
    Value.Fields container =
        Value.fields("name", Value.text("probe-agent"))
            .with("image", Value.text(wishes.text(Wish.IMAGE).orElse(defaultImage())))
            .with("imagePullPolicy", Value.text("IfNotPresent"));
    if (wishes.isNative()) {
      container = container.with("restartPolicy", Value.text("Always"));
    }
    Value port =
        Value.fields("name", Value.text("probe"))
            .with("containerPort", Value.number(wishes.port()));
    container = container.with("env", env(plan)).with("ports", Value.items(port));
    if (wishes.isNative() && plan.apps().stream().anyMatch(AppPlan::isGated)) {
      container = container.with("startupProbe", itself(wishes.port()));
    }
    Value mount =
        Value.fields("name", Value.text(AppPlan.VOLUME)).with("mountPath", Value.text(AppPlan.DIR));
    return container
        .with("resources", resources())
        .with("securityContext", security())
        .with("volumeMounts", Value.items(mount));
  }

  static Value volume() {
    Value dir = Value.fields("medium", Value.text("Memory")).with("sizeLimit", Value.text("1Mi"));
    return Value.fields("name", Value.text(AppPlan.VOLUME)).with("emptyDir", dir);
  }

  /** That of this version; it is the user's to say where it was pushed to. */
  static String defaultImage() {
    String version = AgentContainer.class.getPackage().getImplementationVersion();
    return "probe-agent:" + (version == null ? "0.1.0" : version.replace("-SNAPSHOT", ""));
  }

  private static Value env(PodPlan plan) {
    Wishes wishes = plan.wishes();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PROBE_GRACE_PERIOD", Math.max(plan.workload().gracePeriod(), 1) + "s");
    variables.put("PROBE_SIDECAR", wishes.isNative() ? "native" : "regular");
    if (PodPlan.isJob(plan.workload())) {
      if (!wishes.isNative()) {
        variables.put("PROBE_EXIT_WITH_APP", "true");
      }
      variables.put("PROBE_DRAIN_DELAY", "0s"); // no traffic, so nobody has to learn that it ends
    }
    if (wishes.port() != Sidecar.PORT) {
      variables.put("PROBE_LISTEN", ":" + wishes.port());
    }
    List<String> names = plan.apps().stream().map(AppPlan::name).toList();
    if (names.size() > 1) {
      variables.put("PROBE_APPS", String.join(",", names));
    }
    plan.apps().forEach(app -> variables.putAll(app.settings()));
    variables.putAll(wishes.settings());
    variables.values().removeIf(String::isEmpty);
    List<Value> env = new ArrayList<>();
    variables.forEach(
        (name, text) ->
            env.add(Value.fields("name", Value.text(name)).with("value", Value.text(text))));
    return new Value.Items(env);
  }

  /** What an app says to systemd before the agent listens is lost, so the app waits for that. */
  private static Value itself(int port) {
    Value get = Value.fields("path", Value.text("/healthz")).with("port", Value.number(port));
    return Value.fields("httpGet", get)
        .with("periodSeconds", Value.number(1))
        .with("failureThreshold", Value.number(60));
  }

  private static Value resources() {
    Value requests = Value.fields("cpu", Value.text("5m")).with("memory", Value.text("40Mi"));
    return Value.fields("requests", requests)
        .with("limits", Value.fields("memory", Value.text("64Mi")));
  }

  /** Meets the Pod Security standard "restricted". */
  private static Value security() {
    return Value.fields("runAsNonRoot", Value.truth(true))
        .with("runAsUser", Value.number(USER))
        .with("runAsGroup", Value.number(USER))
        .with("readOnlyRootFilesystem", Value.truth(true))
        .with("allowPrivilegeEscalation", Value.truth(false))
        .with("capabilities", Value.fields("drop", Value.items(Value.text("ALL"))))
        .with("seccompProfile", Value.fields("type", Value.text("RuntimeDefault")));
  }
}

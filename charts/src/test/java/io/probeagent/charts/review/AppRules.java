package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Pod.Container;
import io.probeagent.charts.helm.Yaml;
import java.util.List;
import java.util.Map;

/** What the apps' containers must be, beside the agent. */
final class AppRules {
  private static final Map<String, String> PATHS =
      Map.of("startupProbe", "/startup", "readinessProbe", "/ready", "livenessProbe", "/live");

  private final Sidecar sidecar;
  private final Findings findings;

  private AppRules(Sidecar sidecar, Findings findings) {
    this.sidecar = sidecar;
    this.findings = findings;
  }

  static void judge(Sidecar sidecar, Findings findings) {
    AppRules rules = new AppRules(sidecar, findings);
    List<Container> apps = sidecar.appContainers();
    findings.unless(!apps.isEmpty(), sidecar.where(), "no container shares its folder");
    List<String> served =
        apps.stream()
            .flatMap(app -> sidecar.mount(app).stream())
            .map(mount -> mount.path("subPath").asText())
            .filter(name -> !name.isEmpty())
            .sorted()
            .toList();
    findings.unless(
        served.equals(sidecar.apps().stream().sorted().toList()),
        sidecar.where(),
        "knows the apps " + sidecar.apps() + ", mounted are " + served);
    apps.forEach(rules::app);
    if (!sidecar.pod().ends()) {
      findings.unless(
          apps.stream().anyMatch(app -> app.spec().has("readinessProbe")),
          sidecar.where(),
          "no app has a readiness probe");
    }
  }

  private void app(Container app) {
    String where = sidecar.pod().name() + ' ' + app.name();
    JsonNode mount = sidecar.mount(app).orElseThrow();
    String name = mount.path("subPath").asText();
    findings.unless(
        app.env("PROBE_DIR").orElse("").equals(mount.path("mountPath").asText()),
        where,
        "PROBE_DIR is not where the volume is");
    findings.unless(
        mount.path("mountPath").asText().equals(sidecar.dir()),
        where,
        "has the volume elsewhere than the agent");
    String below = name.isEmpty() ? "" : "/" + name;
    PATHS.forEach(
        (probe, path) -> {
          if (app.spec().has(probe)) {
            HttpGets.judge(
                sidecar, where + ' ' + probe, app.spec().path(probe), path + below, findings);
          }
        });
    threshold(where, name, app.spec().path("readinessProbe"));
    JsonNode preStop = app.spec().at("/lifecycle/preStop");
    if (!preStop.isMissingNode()) {
      HttpGets.judge(sidecar, where + " preStop", preStop, "/drain" + below, findings);
      token(where, preStop);
    }
  }

  /** A drain that waits for fewer failures than kubelet does ends before the pod is unready. */
  private void threshold(String where, String app, JsonNode readiness) {
    String known = sidecar.setting("PROBE_READINESS_THRESHOLD", "1");
    String own = app.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    known = sidecar.setting("PROBE_" + own + "_READINESS_THRESHOLD", known);
    findings.unless(
        readiness.isMissingNode() || readiness.path("failureThreshold").asText("3").equals(known),
        where,
        "kubelet waits for "
            + readiness.path("failureThreshold").asText("3")
            + " failures, the agent for "
            + known);
  }

  private void token(String where, JsonNode preStop) {
    String known = sidecar.setting("PROBE_CONTROL_TOKEN", "");
    String sent =
        Yaml.each(preStop.at("/httpGet/httpHeaders"))
            .filter(header -> header.path("name").asText().equals("Authorization"))
            .map(header -> header.path("value").asText())
            .findFirst()
            .orElse("");
    findings.unless(
        sent.equals(known.isEmpty() ? "" : "Bearer " + known),
        where,
        "the hook's token is not the agent's");
  }
}

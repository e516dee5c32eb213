package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.charts.helm.Yaml;
import java.util.List;

/** What the agent's own container must be. */
final class SidecarRules {
  private SidecarRules() {}

  static void judge(Sidecar sidecar, Findings findings) {
    String where = sidecar.where();
    JsonNode spec = sidecar.agent().spec();
    // A liveness probe restarts the agent, though it is the app that is dead; a preStop would let
    // it
    // end before the app.
    for (String hook : List.of("readinessProbe", "livenessProbe", "lifecycle")) {
      findings.unless(!spec.has(hook), where, "has a " + hook);
    }
    boolean isNative = sidecar.agent().isNativeSidecar();
    findings.unless(
        isNative || sidecar.agent().list().equals("containers"),
        where,
        "is an init container that ends before the app starts");
    String told = sidecar.setting("PROBE_SIDECAR", "auto");
    findings.unless(
        told.equals(isNative ? "native" : "regular"), where, "PROBE_SIDECAR is " + told);
    findings.unless(
        isNative
            || !sidecar.pod().name().startsWith("Job/")
            || sidecar.setting("PROBE_EXIT_WITH_APP", "false").equals("true"),
        where,
        "keeps the Job from ending: PROBE_EXIT_WITH_APP is not true");
    String grace = sidecar.pod().spec().path("terminationGracePeriodSeconds").asText("30") + "s";
    findings.unless(
        sidecar.setting("PROBE_GRACE_PERIOD", "30s").equals(grace),
        where,
        "PROBE_GRACE_PERIOD is not the pod's " + grace);
    findings.unless(
        Yaml.each(spec.path("ports"))
            .anyMatch(port -> port.path("containerPort").asInt() == sidecar.port()),
        where,
        "does not declare its port " + sidecar.port());
    findings.unless(
        sidecar.mount(sidecar.agent()).stream()
            .anyMatch(
                mount ->
                    mount.path("mountPath").asText().equals(sidecar.dir())
                        && !mount.has("subPath")
                        && !mount.path("readOnly").asBoolean()),
        where,
        "does not have the whole volume at " + sidecar.dir());
    JsonNode resources = spec.path("resources");
    for (String pointer : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
      findings.unless(!resources.at(pointer).isMissingNode(), where, "no resources" + pointer);
    }
    // A limit makes the kernel pause it, and a probe answered late is a probe that failed.
    findings.unless(!resources.at("/limits").has("cpu"), where, "has a limit of CPU");
    findings.unless(
        spec.at("/securityContext/readOnlyRootFilesystem").asBoolean(),
        where,
        "may write to its root");
    volume(sidecar, findings);
  }

  private static void volume(Sidecar sidecar, Findings findings) {
    JsonNode volume =
        Yaml.each(sidecar.pod().spec().path("volumes"))
            .filter(one -> one.path("name").asText().equals("probe"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(sidecar.where() + ": no volume"));
    JsonNode folder = volume.path("emptyDir");
    // It counts against the memory limits, so it must not grow.
    findings.unless(
        folder.path("medium").asText().equals("Memory") && folder.has("sizeLimit"),
        sidecar.where(),
        "the volume is not a bounded emptyDir in memory: " + volume);
  }
}

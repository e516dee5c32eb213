package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether the apps wait for the agent. A startupProbe of a native sidecar holds back the containers
 * behind it: right where an app's first word would be lost, which nobody repeats, and wrong
 * everywhere else, since it costs a second. One that asks for an app waits for ever.
 */
final class StartRules {
  /** A JVM on a node that is short of CPU; kubelet restarts what takes longer. */
  private static final int LEAST_SECONDS = 30;

  private StartRules() {}

  static void judge(Sidecar sidecar, Findings findings) {
    String where = sidecar.where();
    JsonNode probe = sidecar.agent().spec().path("startupProbe");
    boolean isNative = sidecar.agent().isNativeSidecar();
    boolean spokenTo =
        sidecar.others().stream().anyMatch(app -> app.env("NOTIFY_SOCKET").isPresent());
    if (probe.isMissingNode()) {
      findings.unless(
          !isNative || !spokenTo, where, "has no startupProbe: an app's first word may be lost");
      return;
    }
    findings.unless(isNative, where, "has a startupProbe, and is no native sidecar");
    findings.unless(spokenTo, where, "has a startupProbe, and no app has NOTIFY_SOCKET");
    HttpGets.judge(sidecar, where + " startupProbe", probe, "/healthz", findings);
    int seconds = probe.path("periodSeconds").asInt(10) * probe.path("failureThreshold").asInt(3);
    findings.unless(
        seconds >= LEAST_SECONDS,
        where,
        "has " + seconds + " s to start (expected: at least " + LEAST_SECONDS + ")");
  }
}

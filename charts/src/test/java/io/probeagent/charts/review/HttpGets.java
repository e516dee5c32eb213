package io.probeagent.charts.review;

import com.fasterxml.jackson.databind.JsonNode;

/** What a probe or a hook asks the agent for. */
final class HttpGets {
  private HttpGets() {}

  /** By number: a name is looked up in the container that declares the probe. */
  static void judge(
      Sidecar sidecar, String where, JsonNode handler, String path, Findings findings) {
    JsonNode get = handler.path("httpGet");
    findings.unless(
        get.path("port").isInt() && get.path("port").asInt() == sidecar.port(),
        where,
        "asks port " + get.path("port") + " (expected: " + sidecar.port() + ")");
    findings.unless(
        get.path("path").asText().equals(path),
        where,
        "asks " + get.path("path") + " (expected: " + path + ")");
  }
}

package io.probeagent.containers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A probe of the manifest.
 *
 * @param period from the beginning of one to that of the next
 * @param failures in a row that make a verdict
 */
record ProbeSpec(HttpGet get, Duration period, int failures) {

  static ProbeSpec of(Map<String, Object> probe) {
    return new ProbeSpec(
        httpGet(Node.map(probe, "httpGet")),
        Duration.ofSeconds(Node.number(probe, "periodSeconds", 10)),
        Node.number(probe, "failureThreshold", 3));
  }

  /** Only a port's number: its name would be looked up in the app's container, in vain. */
  static HttpGet httpGet(Map<String, Object> get) {
    Map<String, String> headers = new LinkedHashMap<>();
    Node.maps(get, "httpHeaders")
        .forEach(header -> headers.put(Node.text(header, "name"), Node.text(header, "value")));
    return new HttpGet(
        "GET", Integer.parseInt(Node.text(get, "port")), Node.text(get, "path"), headers);
  }
}

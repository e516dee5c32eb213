package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.cli.Ran;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ports an app is waited for: one too many, and its pod is never ready. */
final class AppPortsTest {
  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, %s}
      """;

  private static String pod(String container) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec: {terminationGracePeriodSeconds: 60, containers: [{name: web, image: web:1, %s}]}
    """
        .formatted(container);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ports: [{containerPort: 80}]                          |                                      | "80"
          ports: [{containerPort: 80}, {containerPort: 90}]     |                                      | 80,90?
          ports: [{containerPort: 80}, {containerPort: 90}]     | ports: [{port: 90}, {port: 70}]      | 90,70?
          ports: [{containerPort: 80}, {containerPort: 90}]     | clusterIP: None, ports: [{port: 90}, {port: 70}] | 80,90?
          stdin: false                                          | clusterIP: None, ports: [{port: 90}, {port: 70}] | 90,70?
          livenessProbe: {tcpSocket: {port: 60}}                | ports: [{port: 90}, {port: 60}]      | 60,90?
          livenessProbe: {tcpSocket: {port: 60}}, readinessProbe: {httpGet: {port: 61}} |              | 61,60
          readinessProbe: {exec: {command: [sh, -c, "curl -f localhost:9898/readyz"]}}  | ports: [{port: 90}] | 9898,90?
          readinessProbe: {exec: {command: [probe, "-addr=:7070"]}}                     | ports: [{port: 90}] | 7070,90?
          readinessProbe: {exec: {command: [date, "+%H:20"]}}   | ports: [{port: 90}]                  | "90"
          readinessProbe: {exec: {command: [curl, "db:5432", "localhost:99999"]}}       | ports: [{port: 90}] | "90"
          livenessProbe: {httpGet: {host: other, port: 60}}     | ports: [{port: 90}]                  | "90"
          """)
  void portsOf(String container, String service, String expected) {
    String all = pod(container) + (service == null ? "" : SERVICE.formatted(service));
    Ran ran = Ran.of(all, "inject", "-");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("PROBE_APP_PORTS[^}]*value: \"?" + escaped(expected));
  }

  private static String escaped(String expected) {
    return expected.replace("\"", "").replace("?", "[?]") + "\"?[^0-9,?]";
  }

  @Test
  void aGuessIsTold() {
    Ran ran = Ran.of(pod("ports: [{containerPort: 80}, {containerPort: 90}]"), "inject", "-");
    assertThat(ran.err())
        .contains(
            "app-ports: web is served when it listens on 80 (its declared ports), and what is connected to 90 is in flight; app-ports says it if that is not so");
  }

  @Test
  void noMoreThanTheAgentTakes() {
    String many =
        IntStream.rangeClosed(1, 40)
            .mapToObj("{containerPort: %d}"::formatted)
            .collect(Collectors.joining(", ", "ports: [", "]"));
    Ran ran = Ran.of(pod(many), "inject", "-");
    assertThat(ran.out()).contains("15?,16?").doesNotContain("17?");
    assertThat(ran.err()).contains("; 24 more ports are left out, the agent takes 16");
  }
}

package io.probeagent.tools.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.tools.cli.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pod that is left alone, with the words and the exit code. */
final class ReasonTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        annotations: {note: none}
      spec:
        terminationGracePeriodSeconds: 30
        containers:
        - {name: web, image: web:1, ports: [{containerPort: 80}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          note: none   | probe-agent.io/inject: "false"        | 0 | disabled: its annotation probe-agent.io/inject says so
          name: web, i | name: probe-agent, i                  | 0 | has-agent: it has the agent already, put there by other means
          note: none   | probe-agent.io/app-port: "8"          | 3 | bad-setting: probe-agent.io/app-port is not known (expected: app-ports,
          note: none   | probe-agent.io/drain-delay: soon      | 3 | bad-setting: probe-agent.io/drain-delay is "soon" (expected: a number with its unit, such as 5s)
          note: none   | probe-agent.io/PROBE_LOGLEVEL: debug  | 3 | bad-setting: PROBE_LOGLEVEL cannot be set (expected: a setting of the agent, see docs/settings.md)
          note: none   | probe-agent.io/PROBE_DIR: /run/probe  | 3 | bad-setting: PROBE_DIR cannot be set (expected: nothing: it is /run/probe)
          note: none   | probe-agent.io/container: app         | 3 | no-container: it has no container app (expected: one of web)
          ports: [{containerPort: 80}] | command: [work]       | 3 | no-source: nothing would tell the agent of container web: it declares no TCP port
          ontainers:   | ontainers: []\\n  old:                 | 3 | no-container: it has no containers
          spec:        | spec:\\n  hostNetwork: true            | 3 | host-network: its network is the node's: port 9810 would be the node's
          spec:        | spec:\\n  os: {name: windows}          | 3 | windows: its pods run on Windows, the agent on Linux
          spec:        | spec:\\n  volumes: [{name: probe}]     | 3 | taken: it has a volume probe of its own
          Port: 80     | Port: 9810                            | 3 | taken: container web has port 9810 (port gives the agent another)
          web:1,       | web:1, env: [{name: PROBE_DIR}],      | 3 | taken: container web sets PROBE_DIR itself
          web:1,       | web:1, volumeMounts: [{name: a, mountPath: /run/probe/}], | 3 | taken: container web mounts something at /run/probe
          s: 30        | s: 8                                  | 3 | grace-too-short: a drain delay of 5s does not fit in terminationGracePeriodSeconds 8 (expected: at least 10, or a drain-delay of at most 4s)
          web:1,       | web:1, env: no,                       | 3 | malformed: spec.containers[0].env is no list
          - {name: web | - &web {name: web                    | 0 |
          """)
  void aPodThatIsLeftAlone(String good, String bad, int code, String why) {
    String pod = POD.replace(good, bad.replace("\\n", "\n"));
    assertThat(pod).isNotEqualTo(POD);
    Ran ran = Ran.of(pod, "inject", "-");
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    if (why == null) {
      assertThat(ran.err()).contains("injected Pod/web (-:1)\n");
    } else {
      assertThat(ran.out()).isEqualTo(pod);
      assertThat(ran.err()).startsWith("skipped Pod/web (-:1): " + why);
    }
  }

  /** SIGTERM waits for the hook that stays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sleep 5  |
          sleep 6  | grace-tight: of terminationGracePeriodSeconds 30, 6s in preStop and 5s go by until no request comes any more, and 5 s to end: 14s are left
          sleep 25 | 25s in preStop and 5s go by until no request comes any more, and 5 s to end: 0s are left
          ./stop   |
          """)
  void aHookThatStaysTakesItsTime(String hook, String said) {
    String pod = POD.replace("web:1,", "web:1, lifecycle: {preStop: {exec: {command: [%s]}}},");
    Ran ran = Ran.of(pod.formatted("sh, -c, " + hook), "inject", "-");
    assertThat(ran.code()).as(ran.err()).isZero();
    if (said == null) {
      assertThat(ran.err()).contains("pre-stop-kept").doesNotContain("grace-tight");
    } else {
      assertThat(ran.err()).contains(said);
    }
  }

  @Test
  void whatIsWrittenForTwoPlacesStays() {
    String two =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: &pod {containers: [{name: web, ports: [{containerPort: 80}]}]}}
        - {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: *pod}
        - {apiVersion: v1, kind: Pod, metadata: {name: c}, spec: {containers: [{name: web, ports: [{containerPort: 80}]}]}}
        """;
    Ran ran = Ran.of(two, "inject", "-");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err())
        .contains("skipped Pod/a (-:4): shared-yaml: items[0].spec.containers[0] is written once")
        .contains("skipped Pod/b (-:5): shared-yaml: items[1].spec.containers[0] is written once")
        .contains("injected Pod/c")
        .endsWith("1 injected, 2 skipped\n");
    assertThat(ran.out().lines().limit(5)).isEqualTo(two.lines().limit(5).toList());
  }

  @Test
  void anAnchorThatIsNeededElsewhereStays() {
    String probes =
        POD.replace(
            "web:1,", "web:1, readinessProbe: &p {httpGet: {port: 80}}, livenessProbe: *p,");
    assertThat(Ran.of(probes, "inject", "-").code()).isZero();
    String other = probes + "---\nx: &p 1\n";
    assertThat(Ran.of(other, "inject", "-").code()).isZero();
    String needed = probes.replace("livenessProbe: *p", "x-other: *p");
    assertThat(Ran.of(needed, "inject", "-").err())
        .contains("shared-yaml: what would be replaced is also used elsewhere, as *p");
  }

  @Test
  void aliasesWithoutAnEndAreTold() {
    String itself = POD.replace("spec:", "spec: &a\n  <<: *a");
    Ran injected = Ran.of(itself, "inject", "-");
    assertThat(Ran.of(injected.out(), "uninject", "-").out()).isEqualTo(itself);
    StringBuilder laughs = new StringBuilder("[l, l]");
    for (int i = 0; i < 40; i++) {
      String name = "x" + i;
      laughs.insert(0, "[&" + name + " ").append(", *" + name + "]");
    }
    String laughing =
        POD.replace("web:1,", "web:1, readinessProbe: {exec: {command: " + laughs + "}},");
    assertThat(Ran.of(laughing, "inject", "-").err())
        .contains("malformed: -: aliases that lead to themselves, or to too much");
  }

  @Test
  void anObjectWithoutAPodSpecIsTold() {
    Ran ran =
        Ran.of("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}", "inject", "-");
    assertThat(ran.problem())
        .startsWith("3 skipped Deployment/web (-:1): malformed: there is no pod spec in it\n");
  }
}

package io.probeagent.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class PlanCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a<b}
      spec:
        containers:
        - name: web
          image: nginx:1.27
          lifecycle: {preStop: {sleep: {seconds: 20}}}
      """;

  @Test
  void theSumIsSpelledOut() {
    Ran ran = Ran.of(POD, "plan", "-", "--longest-request", "15s");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            Pod/a<b, container web, grace period 30 s
              T0         the pod is deleted and leaves the endpoints; preStop sleeps
              T0 + 3 s   every kube-proxy knows (usual; a cloud's load balancer may take minutes)
              T0 + 20 s  preStop ends: SIGTERM to web
              T0 + 30 s  SIGKILL for what is left
              T0 + 35 s  the last request is answered (never: it was killed)
              T0 + 40 s  web has ended (never: it was killed)

              preStop sleep 20 s + longest request 15 s + to end 5 s = 40 s
              does not fit into 30 s: terminationGracePeriodSeconds must be at least 40
            """);
  }

  @Test
  void anAppWithoutAgentClosesAtItsSigterm() {
    Ran ran = Ran.of(POD.replace("seconds: 20", "seconds: 60"), "plan", "-");
    assertThat(ran.out()).contains("SIGTERM to web\n").doesNotContain("STOPPING");
  }

  @Test
  void whatFitsIsExitCode0() {
    Ran ran = Ran.of(POD, "plan", "-", "--longest-request", "4s");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("= 29 s\n  fits into 30 s, with 1 s to spare\n");
  }

  @Test
  void newRequestsThatAreLostAreTold() {
    Ran ran = Ran.of(POD.replace("seconds: 20", "seconds: 1"), "plan", "-");
    assertThat(ran.out())
        .endsWith(
            "  new requests come in for about 3 s, the app takes none after 1 s: those are lost\n");
  }

  @Test
  void jsonHasTheSameNumbers() throws Exception {
    JsonNode plan =
        new ObjectMapper().readTree(Ran.of(POD, "plan", "-", "--format", "json").out()).get(0);
    assertThat(plan.get("workload").asText()).isEqualTo("Pod/a<b");
    assertThat(plan.get("needed_ms").asLong()).isEqualTo(40_000);
    assertThat(plan.get("slack_ms").asLong()).isEqualTo(-10_000);
    assertThat(plan.get("fits").asBoolean()).isFalse();
    assertThat(plan.at("/sum/0/what").asText()).isEqualTo("preStop sleep");
    assertThat(plan.at("/events/0/at_ms").asLong()).isZero();
  }

  @Test
  void thePictureIsWellFormed() throws Exception {
    String svg = Ran.of(POD, "plan", "-", "--format", "svg").out();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(svg)
        .contains("Pod/a&lt;b", "SIGTERM 20 s", "SIGKILL 30 s")
        .doesNotContain("http:/" + "/localhost");
  }

  @Test
  void takesTheLongestTimeThatCanBeWritten() {
    Ran plan = Ran.of(POD, "plan", "-", "--longest-request", "999999999h");
    assertThat(plan.out()).contains("longest request 3599999996400 s");
    assertThat(Ran.of(POD, "plan", "-", "--longest-request", "999999999h", "--format", "svg").out())
        .endsWith("</svg>\n");
  }

  @Test
  void wrongUsageIsExitCode2() {
    assertThat(Ran.of(POD, "plan", "-", "--longest-request", "soon").problem())
        .isEqualTo(
            "2 probe-tools: --longest-request soon: no time (expected: such as 500ms, 15s or 2m)\n");
    assertThat(Ran.of(POD, "plan", "-", "--longest-request", "1000000000s").problem())
        .startsWith("2 probe-tools: --longest-request 1000000000s: no time ");
    assertThat(Ran.of(POD, "plan", "-", "--workload", "Pod/b").problem())
        .isEqualTo("2 probe-tools: --workload Pod/b: not in -\n");
    assertThat(Ran.of("a: [", "plan", "-").problem()).startsWith("2 probe-tools: -:");
    assertThat(Ran.of("a: 1", "plan", "-").problem())
        .isEqualTo("2 probe-tools: nothing to plan: no workload with containers in -\n");
  }
}

package io.probeagent.rollout.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.probeagent.rollout.haproxy.HaProxy;
import io.probeagent.rollout.process.Child;
import io.probeagent.rollout.process.Ports;
import io.probeagent.rollout.record.ClientKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick proof: no request is lost, and what others do loses some. */
final class RollingUpdateIT {
  /** The default grace period, in milliseconds. */
  private static final double GRACE = 30_000;

  /** Without endless answers and HTTP/2, for which careless apps wait until their deadline. */
  private static final String FINITE =
      "--clients=new-connection=4,keep-alive=6,busy=4,stream=2,upload=2";

  private Runner runner;

  @BeforeEach
  void set() throws Exception {
    runner = new Runner();
  }

  @AfterEach
  void close() throws Exception {
    runner.close();
  }

  @Test
  void losesNoRequest() throws Exception {
    Runner.Run run =
        runner.quick(
            "--drain-delay=1s", "--lag=0s-2s", "--replicas=2", "--updates=2", "--clients=27");
    losesNone(run);
    assertThat(run.total("requests")).isGreaterThan(1000);
    assertThat(run.report().path("clients"))
        .hasSize(ClientKind.values().length)
        .allSatisfy(client -> assertThat(client.path("requests").asLong()).isPositive());
    assertThat(run.oldPods()).hasSize(4).allSatisfy(RollingUpdateIT::endedWell);
  }

  /** The last line but one is the totals of report.json, and they say that all is well. */
  private static void losesNone(Runner.Run run) {
    assertThat(run.code()).as(run::text).isZero();
    assertThat(summary(run))
        .startsWith(
            "requests %d failed 0 cut 0 handed-back %d in "
                .formatted(run.total("requests"), run.total("handedBack")));
    assertThat(run.total("failed")).isZero();
    assertThat(run.report().path("failures")).isEmpty();
    assertThat(run.lines().get(run.lines().size() - 1)).endsWith("report.html");
  }

  private static String summary(Runner.Run run) {
    return run.lines().get(run.lines().size() - 2);
  }

  private static void endedWell(JsonNode pod) {
    assertThat(pod.path("appExit").asText()).isEqualTo("code 0");
    assertThat(pod.path("agentExit").asText()).isEqualTo("code 0");
    assertThat(pod.path("drains").findValuesAsText("phase"))
        .containsExactly("PROPAGATE", "NUDGE", "QUIESCE", "FINISH", "CLEANUP");
    assertThat(pod.path("termination").asDouble(Double.MAX_VALUE)).isLessThan(GRACE);
    assertThat(moments(pod)).contains("GONE").doesNotContain("APP_SIGKILL", "AGENT_SIGKILL");
  }

  private static List<String> moments(JsonNode pod) {
    return pod.path("events").findValuesAsText("moment");
  }

  /**
   * What loses for sure: a listener that is closed while clients still come to it, so the lag is
   * longer than the time until then. With a shorter one delay-then-close only loses races for idle
   * connections, and not each time.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mode=close-first --lag=2500ms",
        "--mode=delay-then-close --lag=3500ms",
        "--mode=abrupt --lag=2500ms",
        "--mode=close-first --lag=2500ms --no-agent",
      })
  void whatOthersDoLosesRequests(String options) throws Exception {
    String[] common = {"--drain-delay=1s", "--replicas=2", FINITE};
    Runner.Run run = runner.quick(concat(common, options.split(" ")));
    losesSome(run);
    assertThat(run.report().path("failures").findValuesAsText("kind")).contains("refused");
    boolean abrupt = options.contains("abrupt");
    assertThat(run.oldPods())
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.path("appExit").asText()).isEqualTo(abrupt ? "code 143" : "code 0"));
  }

  private static String[] concat(String[] one, String[] other) {
    String[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static void losesSome(Runner.Run run) {
    assertThat(run.code()).as(run::text).isEqualTo(1);
    assertThat(run.total("failed")).as(run::text).isPositive();
    assertThat(summary(run))
        .startsWith("requests %d failed %d ".formatted(run.total("requests"), run.total("failed")));
  }

  @Test
  void losesNoneBehindHaProxy() throws Exception {
    assumeTrue(HaProxy.installed().isPresent(), "haproxy is not installed");
    Runner.Run run =
        runner.quick(
            "--via=haproxy", "--drain-delay=1s", "--lag=0s", "--replicas=2", "--clients=27");
    losesNone(run);
    assertThat(run.total("requests")).isGreaterThan(100);
  }

  /** Python's own server knows nothing of agents, nor of SIGTERM. */
  @Test
  void rollsOutSomebodyElsesApp() throws Exception {
    assumeTrue(onPath("python3"), "python3 is not installed");
    Path app =
        Files.writeString(
            runner.root().resolve("app.py"),
            """
            import http.server, os, sys
            address = ("127.0.0.1", int(sys.argv[1]))
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def do_POST(self):
                    self.send_response(200 if self.path == "/work?ms=0" else 404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                def do_GET(self):
                    self.send_response(200 if self.path == "/up" else 404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                def log_message(self, *unused):
                    pass
            http.server.ThreadingHTTPServer(address, Handler).serve_forever()
            """);
    int port = Ports.free().getPort();
    Runner.Run run =
        runner.quick(
            "--app=python3 " + app + " {port}",
            "--no-agent",
            "--ready-path=/up",
            "--request=POST /work?ms={ms}",
            "--max-work=0s",
            "--port=" + port,
            "--lag=2500ms",
            "--clients=new-connection=2,keep-alive=2,busy=2");
    losesSome(run);
    assertThat(run.report().path("failures").findValuesAsText("kind")).contains("refused");
    assertThat(run.total("requests")).isGreaterThan(run.total("failed") + 10);
    assertThat(run.report().path("settings").path("app").asText()).startsWith("python3 ");
    assertThat(run.oldPods()).hasSize(3);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void anAppThatNeverStartsLeavesNoReport() throws Exception {
    Runner.Run run =
        runner.quick("--app=/nowhere/app", "--no-agent", "--replicas=1", "--progress-deadline=3s");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.text()).contains("rollout: no progress for ").contains("not found");
    assertThat(run.text()).doesNotContain("requests ", "signalled", "\tat ");
    assertThat(runner.report()).doesNotExist();
  }

  /** It listens, but does not say so to the agent: a person has to be told. */
  @Test
  void anAppThatNeverSignalsIsExplained() throws Exception {
    Runner.Run run = runner.quick("--app=sleep 600", "--replicas=1", "--progress-deadline=3s");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines())
        .contains(
            "rollout: the app has not signalled the agent; let it say READY over $PROBE_DIR,"
                + " or use --no-agent");
    assertThat(run.text()).contains("rollout: no progress for ");
    assertThat(runner.report()).doesNotExist();
  }

  @Test
  void requestsThatOutlastTheDeadlineAreCut() throws Exception {
    Runner.Run run =
        runner.quick(
            "--drain-delay=1s",
            "--lag=0s",
            "--replicas=1",
            "--grace-period=8s",
            "--max-work=12s",
            "--clients=busy=24,http2=2");
    assertThat(run.code()).as(run::text).isZero();
    assertThat(run.total("failed")).isZero();
    assertThat(run.total("cut")).as(run::text).isPositive();
    assertThat(summary(run)).contains(" failed 0 cut " + run.total("cut") + " ");
    assertThat(run.lines()).contains("cut at the deadline of a drain:");
    assertThat(run.oldPods())
        .hasSize(1)
        .allSatisfy(
            pod -> {
              assertThat(pod.path("appExit").asText()).isEqualTo("code 0");
              assertThat(pod.path("drains").findValuesAsText("phase")).contains("FORCE");
              assertThat(pod.path("termination").asDouble()).isBetween(1000.0, 8000.0);
              assertThat(moments(pod)).doesNotContain("APP_SIGKILL");
            });
  }

  @Test
  void aPreStopHookIsWaitedFor() throws Exception {
    Runner.Run run =
        runner.quick(
            "--pre-stop=/drain", "--drain-delay=1s", "--lag=0s-1s", "--replicas=2", "--clients=9");
    losesNone(run);
    assertThat(run.oldPods())
        .hasSize(2)
        .allSatisfy(
            pod -> {
              assertThat(moments(pod))
                  .containsSubsequence("DELETED", "PRE_STOP", "PRE_STOP_DONE", "APP_SIGTERM");
              assertThat(event(pod, "PRE_STOP").path("detail").asText()).isEqualTo("/drain");
              assertThat(event(pod, "PRE_STOP_DONE").path("detail").asText())
                  .isEqualTo("status 200");
            });
  }

  private static JsonNode event(JsonNode pod, String moment) {
    for (JsonNode event : pod.path("events")) {
      if (event.path("moment").asText().equals(moment)) {
        return event;
      }
    }
    throw new AssertionError("no " + moment + " in " + pod.path("events"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-proxy", "haproxy"})
  void nothingIsLeftOfARunThatIsBrokenOff(String via) throws Exception {
    boolean haproxy = via.equals("haproxy");
    assumeTrue(!haproxy || HaProxy.installed().isPresent(), "haproxy is not installed");
    Child child =
        runner.start(
            line -> {},
            Runner.quickOptions("--via=" + via, "--replicas=2", "--updates=100", "--clients=27"));
    assertThat(child.output().await(Duration.ofMinutes(2), line -> line.contains("  update ")))
        .isPresent();
    assertThat(runner.ofPods()).hasSizeGreaterThanOrEqualTo(haproxy ? 5 : 4);
    child.terminate();
    assertThat(child.awaitExit(Duration.ofMinutes(1))).as("exit code").hasValue(143);
    runner.nothingIsLeft();
  }
}

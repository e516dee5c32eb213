package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.metrics.Counters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubelet and people are answered on the probes. */
class ProbeEndpointsTest {

  @ParameterizedTest
  @ValueSource(strings = {"/startup", "/live", "/ready", "/startupz", "/livez", "/readyz"})
  void kubeletsProbeOfAReadyAppIsAnsweredWithOk(String path) {
    TestSite site = TestSite.ready();
    Peer kubelet = site.connect();

    assertThat(
            kubelet.ask(
                "GET " + path + " HTTP/1.1",
                "Host: 10.0.0.7:9810",
                "User-Agent: kube-probe/1.34",
                "Accept: */*",
                "Connection: close"))
        .isEqualTo(Expected.last("200 OK", "ok\n"));
    assertThat(kubelet.isClosed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/startup, started", "/live, live", "/ready, ready"})
  void aProbeThatFailsSaysWhy(String path, String word) {
    TestSite site = TestSite.of();

    assertThat(site.ask("GET " + path + " HTTP/1.1", "Connection: close"))
        .isEqualTo(
            Expected.last(
                "503 Service Unavailable", "app not " + word + ": no instance seen yet\n"));
  }

  @Test
  void verboseIsInTheStyleOfTheApiServer() {
    TestSite site = TestSite.of("--apps", "web,worker");
    site.testPod().says("web", new Word.Ready());
    site.testPod().says("worker", new Word.Status("warming up"));

    assertThat(site.ask("GET /ready?verbose HTTP/1.1"))
        .isEqualTo(
            Expected.kept(
                "503 Service Unavailable",
                "[+]web ok\n[-]worker not ready: warming up\nready check failed\n"));
    assertThat(site.ask("GET /live?verbose HTTP/1.1"))
        .isEqualTo(Expected.kept("200 OK", "[+]web ok\n[+]worker ok\nlive check passed\n"));
    assertThat(site.ask("GET /startup/worker?verbose HTTP/1.1"))
        .isEqualTo(
            Expected.kept(
                "503 Service Unavailable",
                "[-]worker not started: warming up\nstartup check failed\n"));
  }

  @Test
  void jsonIsGivenToWhoAcceptsIt() {
    TestSite site = TestSite.of("--apps", "web,worker");
    site.testPod().says("web", new Word.Ready());

    assertThat(site.ask("GET /ready HTTP/1.1", "Accept: text/html, application/json;q=0.9"))
        .isEqualTo(
            Expected.json(
                "503 Service Unavailable",
                "keep-alive",
                "{\"probe\":\"ready\",\"ok\":false,\"apps\":["
                    + "{\"app\":\"web\",\"ok\":true,\"phase\":\"READY\"},"
                    + "{\"app\":\"worker\",\"ok\":false,\"phase\":\"UNKNOWN\","
                    + "\"reason\":\"no instance seen yet\"}]}\n"));
    assertThat(site.ask("GET /live/web?verbose HTTP/1.1", "Accept: application/json"))
        .isEqualTo(
            Expected.json(
                "200 OK",
                "keep-alive",
                "{\"probe\":\"live\",\"ok\":true,\"apps\":["
                    + "{\"app\":\"web\",\"ok\":true,\"phase\":\"READY\"}]}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ready/wob", "/ready/wob?verbose", "/live/../web", "/startup/web/"})
  void anAppThatIsNotKnownIsNotFoundAndTheKnownOnesAreNamed(String target) {
    TestSite site = TestSite.ready("--apps", "web,worker");
    String expected = Expected.kept("404 Not Found", "no such app (expected: web, worker)\n");

    assertThat(site.ask("GET " + target + " HTTP/1.1")).isEqualTo(expected);
    assertThat(site.ask("GET " + target + " HTTP/1.1", "Accept: application/json"))
        .isEqualTo(expected);
  }

  @Test
  void everyAppIsItsOwnProbe() {
    TestSite site = TestSite.ready("--apps", "web,worker");
    site.testPod().says("worker", new Word.NotReady());

    assertThat(site.ask("GET /ready/web HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    assertThat(site.ask("GET /ready/worker HTTP/1.1")).startsWith("HTTP/1.1 503 ");
    assertThat(site.ask("GET /ready HTTP/1.1"))
        .isEqualTo(Expected.kept("503 Service Unavailable", "worker not ready: READY=0\n"));
  }

  @Test
  void anOverdueWatchdogIsToldInEveryForm() {
    TestSite site = TestSite.ready();
    site.testPod().says("app", new Word.BeatEvery(1_500_000_000L));
    site.time().stall(Duration.ofMillis(1500));

    assertThat(site.ask("GET /live HTTP/1.1")).contains("app not live: watchdog: no beat for 1500");
    site.testPod().says("app", new Word.Beat());
    site.time().stall(Duration.ofMillis(1500));
    assertThat(site.ask("GET /live?verbose HTTP/1.1"))
        .endsWith("[-]app not live: watchdog: no beat for 1500 ms\nlive check failed\n");
    site.testPod().says("app", new Word.Beat());
    site.time().stall(Duration.ofMillis(1500));
    assertThat(site.ask("GET /live HTTP/1.1", "Accept: application/json"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\"reason\":\"watchdog: no beat for 1500 ms\"}]}\n");
  }

  @Test
  void theAgentItselfIsHealthyWhateverTheAppsDo() {
    assertThat(TestSite.of().ask("GET /healthz HTTP/1.1", "Connection: close"))
        .isEqualTo(Expected.last("200 OK", "ok\n"));
  }

  @Test
  void theAgentIsHealthyOnlyOnceAppsCanSpeak() {
    TestSite site = TestSite.ready();
    site.hear(false);
    assertThat(site.ask("GET /healthz HTTP/1.1"))
        .isEqualTo(
            Expected.kept(
                "503 Service Unavailable",
                "not yet: the shared folder was not looked at, and has no sockets\n"));
    assertThat(site.ask("GET /ready HTTP/1.1")).as("what is known").startsWith("HTTP/1.1 200 ");
    assertThat(answered(site, "healthz", 503)).isEqualTo("1.0");

    site.hear(true);
    assertThat(site.ask("GET /healthz HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void everyProbeIsCountedByItsPathAndStatus() {
    TestSite site = TestSite.of();
    site.ask("GET /ready HTTP/1.1");
    site.ask("HEAD /readyz HTTP/1.1");
    site.ask("GET /ready?verbose HTTP/1.1");
    site.testPod().allReady();
    site.ask("GET /ready HTTP/1.1");
    site.ask("GET /ready/wob HTTP/1.1");
    site.ask("GET /healthz HTTP/1.1");

    assertThat(answered(site, "ready", 503)).isEqualTo("3.0");
    assertThat(answered(site, "ready", 200)).isEqualTo("1.0");
    assertThat(answered(site, "ready", 404)).isEqualTo("1.0");
    assertThat(answered(site, "healthz", 200)).isEqualTo("1.0");
    assertThat(answered(site, "live", 200)).isEqualTo("0.0");
  }

  @Test
  void noConnectionIsTakenBeforeThereIsAnAnswer() {
    FakeTime time = new FakeTime();

    assertThatThrownBy(() -> new ProbeEndpoints(16, time, time, new Counters()).handler(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a connection was accepted before there was an answer");
  }

  private static String answered(TestSite site, String path, int code) {
    return site.metric(
        "probe_agent_http_answers_total{code=\"" + code + "\",path=\"" + path + "\"}");
  }
}

package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.App;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer may have to wait until what it tells is known. */
class RefreshTest {
  private final TestSite site = TestSite.of("--apps=web,worker");
  private final List<List<String>> asked = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  @BeforeEach
  void ask() {
    site.refreshBy(
        (apps, then) -> {
          asked.add(apps.stream().map(App::name).toList());
          waiting.add(then);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ready", "/live", "/startup", "/ready?verbose", "/state"})
  void itIsGivenForWhatIsKnownThen(String path) {
    Peer peer = site.connect();
    assertThat(peer.ask("GET " + path + " HTTP/1.1")).isEmpty();
    assertThat(asked).containsExactly(List.of("web", "worker"));

    site.testPod().allReady();
    answer();

    assertThat(peer.received()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("UNKNOWN");
  }

  @Test
  void aScrapeShowsWhatIsKnownThen() {
    Peer peer = site.connect();
    assertThat(peer.ask("GET /metrics HTTP/1.1")).isEmpty();
    site.testPod().allReady();
    answer();
    site.renderPages();

    assertThat(peer.received()).contains("probe_agent_app_phase{app=\"web\",phase=\"ready\"} 1.0");
  }

  @Test
  void aProbeOfOneAppAsksForThatOne() {
    site.ask("GET /ready/worker HTTP/1.1");
    assertThat(asked).containsExactly(List.of("worker"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/nothing", "/drain"})
  void whatTellsNothingOfAppsAsksForNothing(String path) {
    site.ask("GET " + path + " HTTP/1.1");
    assertThat(asked).isEmpty();
  }

  @Test
  void requestsOfOneConnectionAreAnsweredOneByOne() {
    Peer peer = site.connect();
    peer.ask("GET /live HTTP/1.1");
    answer();
    assertThat(peer.received()).startsWith("HTTP/1.1 503 ");
    assertThat(peer.ask("GET /live HTTP/1.1")).isEmpty();
    site.testPod().says("web", new Word.Ready());
    site.testPod().says("worker", new Word.Ready());
    answer();
    assertThat(peer.received()).isEqualTo(Expected.kept("200 OK", "ok\n"));
  }

  @Test
  void oneWhoHasGoneIsNotWaitedFor() {
    Peer peer = site.connect();
    peer.ask("GET /live HTTP/1.1");
    peer.leave();
    answer();
    assertThat(peer.isClosed()).isTrue();
    assertThat(site.metric("probe_agent_http_connections")).isEqualTo("0.0");
  }

  private void answer() {
    List<Runnable> served = List.copyOf(waiting);
    waiting.clear();
    served.forEach(Runnable::run);
  }
}

package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.hold.LateAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those get at the control verbs who have no token: nothing, but late. */
class DrainDoorTest {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final String REFUSED =
      Expected.last("403 Forbidden", "no valid bearer token; nothing was drained\n");
  private static final String TOO_MANY =
      Expected.last("429 Too Many Requests", "too many callers wait without a valid token\n");

  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";

  private final TestSite site = TestSite.ready("--control-token", "0123456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {"X: y", "Authorization: Bearer 0123456789abcde", "Authorization: Basic x"})
  void aDrainWithoutTheTokenIsRefusedOnlyAfterTheDrainDelay(String header) {
    Peer hook = site.connect();
    assertThat(hook.ask("GET /drain HTTP/1.1", header)).isEmpty();
    site.time().pass(DELAY.minus(MILLI));
    assertThat(hook.received()).isEmpty();

    site.time().pass(MILLI);
    assertThat(hook.received()).isEqualTo(REFUSED);
    assertThat(hook.isClosed()).isTrue();
  }

  @Test
  void itChangesNothing() {
    long version = site.pod().version();
    Peer hook = site.connect();
    hook.ask("POST /drain HTTP/1.1");
    assertThat(site.ask("GET /ready HTTP/1.1")).isEqualTo(Expected.kept("200 OK", "ok\n"));
    site.time().pass(DELAY);

    assertThat(hook.received()).isEqualTo(REFUSED);
    assertThat(site.pod().version()).isEqualTo(version);
    assertThat(site.ask("GET /ready HTTP/1.1")).isEqualTo(Expected.kept("200 OK", "ok\n"));
  }

  @Test
  void itWaitsForTheLongestDelayOfAllApps() {
    TestSite two = TestSite.ready("--apps", "web,worker", "--worker-drain-delay", "8s");
    Peer hook = two.connect();
    hook.ask("GET /drain HTTP/1.1");
    two.time().pass(Duration.ofSeconds(8).minus(MILLI));
    assertThat(hook.received()).isEmpty();

    two.time().pass(MILLI);
    assertThat(hook.received()).isEqualTo(REFUSED);
  }

  @Test
  void itIsRefusedAtOnceWhereThereIsNoDelay() {
    TestSite none = TestSite.ready("--drain-delay", "0s");
    Peer hook = none.connect();
    hook.ask("GET /drain HTTP/1.1");
    none.time().pass(Duration.ZERO);

    assertThat(hook.received()).isEqualTo(REFUSED);
  }

  @Test
  void eightMayWaitAndTheNextIsToldSoAtOnce() {
    List<Peer> waiting = wait(LateAnswers.MOST);

    assertThat(LateAnswers.MOST).isEqualTo(8);
    assertThat(site.ask("GET /drain HTTP/1.1")).isEqualTo(TOO_MANY);
    site.time().pass(DELAY);
    assertThat(waiting).allMatch(peer -> peer.received().equals(REFUSED));
    assertThat(site.connect().ask("GET /drain HTTP/1.1")).isEmpty();
  }

  @Test
  void whoLeavesMakesRoom() {
    List<Peer> waiting = wait(8);
    waiting.get(3).leave();

    assertThat(site.connect().ask("GET /drain HTTP/1.1")).isEmpty();
    assertThat(site.ask("GET /drain HTTP/1.1")).isEqualTo(TOO_MANY);
  }

  @Test
  void everyoneWaitsForTheirOwnDelay() {
    Peer first = wait(1).get(0);
    site.time().pass(Duration.ofSeconds(3));
    Peer second = wait(1).get(0);
    site.time().pass(Duration.ofSeconds(2));

    assertThat(first.received()).isEqualTo(REFUSED);
    assertThat(second.received()).isEmpty();
    site.time().pass(Duration.ofSeconds(3));
    assertThat(second.received()).isEqualTo(REFUSED);
  }

  @Test
  void thoseWhoComeAndGoLeaveNothingBehind() {
    for (int i = 0; i < 1000; i++) {
      wait(1).get(0).leave();
    }

    assertThat(site.time().pending()).isLessThanOrEqualTo(2);
  }

  @Test
  void theWaitIsNeitherIdleNorOneOfTheConnectionsThatMayBeCut() {
    TestSite small =
        TestSite.ready("--max-connections", "16", "--drain-delay", "15s", "--grace-period", "60s");
    Peer hook = small.connect();
    hook.ask("GET /drain HTTP/1.1");
    for (int i = 0; i < 20; i++) {
      small.connect();
    }
    small.time().pass(Duration.ofSeconds(15));

    assertThat(hook.received()).isEqualTo(REFUSED);
  }

  @Test
  void aCallerThatOnlyListensStillGetsItsAnswer() {
    Peer hook = site.connect();
    hook.ask("GET /drain HTTP/1.1");
    assertThat(hook.endOutput()).isEmpty();
    assertThat(hook.isClosed()).isFalse();
    site.time().pass(DELAY);

    assertThat(hook.received()).isEqualTo(REFUSED);
  }

  @Test
  void whoOnlyListensIsTheFirstToMakeRoom() {
    List<Peer> waiting = wait(8);
    waiting.get(3).endOutput();
    Peer ninth = site.connect();

    assertThat(ninth.ask("GET /drain HTTP/1.1")).isEmpty();
    assertThat(waiting.get(3).received()).isEqualTo(REFUSED);
    assertThat(site.ask("GET /drain HTTP/1.1")).isEqualTo(TOO_MANY);
  }

  @ParameterizedTest
  @CsvSource({"3s, 3000", "500ms, 500", "0s, 0", "25s, 20000", "5x, 5000", "'', 5000"})
  void itWaitsForTheDelayThatItAskedFor(String delay, long millis) {
    Peer hook = site.connect();
    hook.ask("GET /drain?delay=" + delay + " HTTP/1.1");
    if (millis > 0) {
      site.time().pass(Duration.ofMillis(millis).minus(MILLI));
      assertThat(hook.received()).isEmpty();
      site.time().pass(MILLI);
    } else {
      site.time().pass(Duration.ZERO);
    }

    assertThat(hook.received()).isEqualTo(REFUSED);
  }

  @Test
  void anUnknownAppIsToldSoLateToThoseWhoMay() {
    Peer hook = site.connect();
    assertThat(hook.ask("GET /drain/nobody HTTP/1.1", TOKEN)).isEmpty();
    site.time().pass(DELAY.minus(MILLI));
    assertThat(hook.received()).isEmpty();
    site.time().pass(MILLI);

    assertThat(hook.received())
        .isEqualTo(
            Expected.last("404 Not Found", "no such app (expected: app); nothing was changed\n"));
    assertThat(site.ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anUnknownAppTakesOneOfTheFewPlaces() {
    wait(7);
    assertThat(site.connect().ask("GET /drain/nobody HTTP/1.1", TOKEN)).isEmpty();

    assertThat(site.ask("GET /drain HTTP/1.1")).isEqualTo(TOO_MANY);
    assertThat(site.ask("GET /drain/nobody HTTP/1.1", TOKEN)).startsWith("HTTP/1.1 429 ");
    assertThat(
            site.metric(
                "probe_agent_control_requests_total{result=\"unknown_app\",verb=\"drain\"}"))
        .isEqualTo("1.0");
  }

  @Test
  void anUnknownAppIsNotToldToThoseWhoMayNot() {
    Peer hook = site.connect();
    hook.ask("GET /drain/nobody HTTP/1.1");
    site.time().pass(DELAY);

    assertThat(hook.received()).isEqualTo(REFUSED);
    assertThat(site.ask("POST /undrain/nobody HTTP/1.1"))
        .isEqualTo(Expected.last("403 Forbidden", "no valid bearer token\n"));
    assertThat(site.ask("POST /undrain/nobody HTTP/1.1", TOKEN)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whoIsCleanedOfWhatATerminalWouldObey() {
    wait(8);
    site.ask("GET /drain HTTP/1.1", "User-Agent: a\u0085b\u009b31mc");

    assertThat(site.logged()).last().asString().contains("\"who\":\"embedded a b 31mc\"");
  }

  @Test
  void anUndrainWithoutTheTokenIsRefusedAtOnce() {
    assertThat(site.ask("POST /undrain HTTP/1.1", "Authorization: Bearer wrong"))
        .isEqualTo(Expected.last("403 Forbidden", "no valid bearer token\n"));
  }

  @Test
  void everyRefusalIsCountedAndLogged() {
    wait(8);
    site.ask("GET /drain HTTP/1.1", "User-Agent: kube-lifecycle/1.34");
    site.ask("POST /undrain HTTP/1.1", "User-Agent: " + "x".repeat(100));

    assertThat(site.metric("probe_agent_control_requests_total{result=\"refused\",verb=\"drain\"}"))
        .isEqualTo("8.0");
    assertThat(
            site.metric("probe_agent_control_requests_total{result=\"too_many\",verb=\"drain\"}"))
        .isEqualTo("1.0");
    assertThat(
            site.metric("probe_agent_control_requests_total{result=\"refused\",verb=\"undrain\"}"))
        .isEqualTo("1.0");
    assertThat(site.logged().subList(8, 10))
        .containsExactly(
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"control\","
                + "\"verb\":\"drain\",\"result\":\"too_many\",\"who\":\"embedded kube-lifecycle/1.34\"}",
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"control\","
                + "\"verb\":\"undrain\",\"result\":\"refused\",\"who\":\"embedded "
                + "x".repeat(80)
                + "…\"}");
  }

  private List<Peer> wait(int callers) {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Peer peer = site.connect();
      assertThat(peer.ask("GET /drain HTTP/1.1")).isEmpty();
      peers.add(peer);
    }
    return peers;
  }
}

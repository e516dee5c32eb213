package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.pod.PodListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control verbs do for those who have the token. */
class DrainTest {
  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";

  private final TestSite site =
      TestSite.of("--apps", "web,worker", "--control-token", "0123456789abcdef");

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aDrainWithTheTokenDrainsEveryAppThatRunsAndAnswersWhenItIsOver(String method) {
    site.testPod().says("web", new Word.Ready());
    Peer hook = site.connect();

    assertThat(hook.ask(method + " /drain HTTP/1.1", TOKEN)).isEmpty();
    assertThat(site.ask("GET /ready/web HTTP/1.1"))
        .isEqualTo(
            Expected.kept("503 Service Unavailable", "web not ready: draining: drain asked for\n"));
    assertThat(site.ask("GET /live/web HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    site.time().pass(Duration.ofMillis(4999));
    assertThat(hook.received()).isEmpty();
    site.time().pass(Duration.ofMillis(1));

    assertThat(hook.received())
        .isEqualTo(
            json(
                "{\"drained\":true,\"waited_ms\":5000,\"apps\":[{\"app\":\"web\","
                    + "\"over\":\"drained\",\"joined\":false,\"waited_ms\":5000,"
                    + "\"delay_ms\":5000,\"kubelet\":{\"seen\":false}},"
                    + "{\"app\":\"worker\",\"over\":\"nothing to drain\"}]}\n"));
    assertThat(hook.isClosed()).isTrue();
  }

  @Test
  void whereNothingRunsItIsOverAtOnce() {
    Peer hook = site.connect();

    assertThat(hook.ask("GET /drain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"drained\":true,\"waited_ms\":0,\"apps\":["
                    + "{\"app\":\"web\",\"over\":\"nothing to drain\"},"
                    + "{\"app\":\"worker\",\"over\":\"nothing to drain\"}]}\n"));
    assertThat(hook.isClosed()).isTrue();
    assertThat(site.time().pending()).isLessThanOrEqualTo(1);
  }

  @Test
  void aSecondCallJoinsTheDrainThatIsUnderWay() {
    site.testPod().allReady();
    Peer first = site.connect();
    first.ask("GET /drain HTTP/1.1", TOKEN);
    site.time().pass(Duration.ofSeconds(2));
    Peer second = site.connect();
    assertThat(second.ask("POST /drain?delay=20s HTTP/1.1", TOKEN)).isEmpty();
    site.time().pass(Duration.ofSeconds(3));

    assertThat(first.received()).contains("\"waited_ms\":5000,\"apps\":[");
    assertThat(second.received())
        .contains(
            "{\"drained\":true,\"waited_ms\":3000,\"apps\":[{\"app\":\"web\","
                + "\"over\":\"drained\",\"joined\":true,\"waited_ms\":5000,\"delay_ms\":5000,");
    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN))
        .as("after it was over")
        .contains("{\"drained\":true,\"waited_ms\":0,")
        .contains("\"joined\":true");
  }

  @Test
  void aCallerThatGoesAwayChangesNothing() {
    site.testPod().allReady();
    Peer gone = site.connect();
    gone.ask("GET /drain HTTP/1.1", TOKEN);
    Peer stays = site.connect();
    stays.ask("GET /drain HTTP/1.1", TOKEN);
    gone.leave();
    assertThat(site.metric("probe_agent_drains_held")).isEqualTo("1.0");
    assertThat(site.ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 503 ");
    site.time().pass(Duration.ofSeconds(5));

    assertThat(stays.received()).contains("\"drained\":true");
    assertThat(site.metric("probe_agent_drains_held")).isEqualTo("0.0");
    assertThat(site.metric("probe_agent_control_requests_total{result=\"left\",verb=\"drain\"}"))
        .isEqualTo("1.0");
  }

  @Test
  void oneAppIsDrainedAloneAndCalledOffAlone() {
    site.testPod().allReady();
    Peer hook = site.connect();
    hook.ask("GET /drain/worker HTTP/1.1", TOKEN);
    assertThat(site.ask("GET /ready/web HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    assertThat(site.ask("GET /ready/worker HTTP/1.1")).startsWith("HTTP/1.1 503 ");
    assertThat(site.ask("POST /undrain/web HTTP/1.1", TOKEN))
        .isEqualTo(json("{\"apps\":[{\"app\":\"web\",\"phase\":\"READY\"}]}\n"));
    assertThat(hook.received()).isEmpty();
    site.time().pass(Duration.ofSeconds(1));
    site.ask("POST /undrain/worker HTTP/1.1", TOKEN);

    assertThat(hook.received())
        .isEqualTo(
            json(
                "{\"drained\":false,\"waited_ms\":1000,\"apps\":[{\"app\":\"worker\","
                    + "\"over\":\"called off\",\"joined\":false,\"waited_ms\":1000,"
                    + "\"delay_ms\":5000,\"kubelet\":{\"seen\":false}}]}\n"));
  }

  @Test
  void listenersAreToldOnceHoweverOftenItIsAskedFor() {
    site.testPod().says("web", new Word.Ready());
    PodListener listener = mock(PodListener.class);
    site.pod().listen(listener);
    for (int i = 0; i < 3; i++) {
      site.connect().ask("GET /drain HTTP/1.1", TOKEN);
      site.time().pass(Duration.ofSeconds(1));
    }

    verify(listener).changed(eq(site.testPod().app("web")), any(), argThat(DrainTest::drains));
    verifyNoMoreInteractions(listener);
  }

  @Test
  void everyAppDrainsByItsOwnSettings() {
    TestSite own =
        TestSite.ready(
            "--apps",
            "web,worker",
            "--control-token",
            "0123456789abcdef",
            "--worker-drain-delay",
            "2s",
            "--worker-drain-timeout",
            "7s");
    own.testPod().says("worker", new Word.InFlight(3));
    Peer hook = own.connect();
    hook.ask("GET /drain HTTP/1.1", TOKEN);
    own.time().pass(Duration.ofMillis(6999));
    assertThat(hook.received()).isEmpty();
    own.time().pass(Duration.ofMillis(1));

    assertThat(hook.received())
        .contains(
            "{\"drained\":false,\"waited_ms\":7000,\"apps\":[{\"app\":\"web\","
                + "\"over\":\"drained\",\"joined\":false,\"waited_ms\":5000,\"delay_ms\":5000,")
        .contains(
            "{\"app\":\"worker\",\"over\":\"cap\",\"joined\":false,\"waited_ms\":7000,"
                + "\"delay_ms\":2000,\"kubelet\":{\"seen\":false},"
                + "\"in_flight\":{\"left\":3,\"from\":\"app\",\"waited_ms\":7000}}]}");
    assertThat(own.metric("probe_agent_drain_holds_total{app=\"worker\",over=\"cap\"}"))
        .isEqualTo("1.0");
  }

  @ParameterizedTest
  @CsvSource({"3s, 3000", "0s, 0", "500ms, 500", "20s, 20000"})
  void aCallMayHaveItsOwnDelay(String delay, long millis) {
    site.testPod().allReady();
    Peer hook = site.connect();
    String first = hook.ask("GET /drain?delay=" + delay + " HTTP/1.1", TOKEN);
    if (millis > 0) {
      assertThat(first).isEmpty();
      site.time().pass(Duration.ofMillis(millis - 1));
      assertThat(hook.received()).isEmpty();
      site.time().pass(Duration.ofMillis(1));
      first = hook.received();
    }

    assertThat(first)
        .contains("\"waited_ms\":" + millis + ",\"delay_ms\":" + millis + ",")
        .doesNotContain("ignored");
  }

  @ParameterizedTest
  @CsvSource({"5x, 5000", "'', 5000", "-1s, 5000", "99999999999s, 5000", "21s, 20000", "1h, 20000"})
  void aDelayThatCannotBeUsedIsToldAndCostsNothing(String delay, long millis) {
    site.testPod().allReady();
    Peer hook = site.connect();
    assertThat(hook.ask("GET /drain?delay=" + delay + " HTTP/1.1", TOKEN)).isEmpty();
    site.time().pass(Duration.ofMillis(millis - 1));
    assertThat(hook.received()).isEmpty();
    site.time().pass(Duration.ofMillis(1));

    String ignored = "delay is '" + delay + "' (expected: 0s to 20000ms, as in 500ms or 5s)";
    assertThat(hook.received())
        .contains("\"waited_ms\":" + millis + ",\"ignored\":\"" + ignored + "\",\"apps\"");
    assertThat(site.logged())
        .anyMatch(line -> line.contains("\"drain_delay\"") && line.contains(ignored));
  }

  @Test
  void aDrainCanBeCalledOff() {
    site.testPod().allReady();
    Peer hook = site.connect();
    hook.ask("GET /drain HTTP/1.1", TOKEN);
    Peer operator = site.connect();

    assertThat(operator.ask("POST /undrain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"apps\":[{\"app\":\"web\",\"phase\":\"READY\"},"
                    + "{\"app\":\"worker\",\"phase\":\"READY\"}]}\n"));
    assertThat(operator.isClosed()).isTrue();
    assertThat(hook.received()).contains("\"drained\":false").contains("\"over\":\"called off\"");
    assertThat(site.ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anAppsOwnStopCannotBeCalledOff() {
    site.testPod().allReady();
    site.testPod().says("web", new Word.Stopping());

    assertThat(site.ask("POST /undrain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"apps\":[{\"app\":\"web\",\"phase\":\"DRAINING\","
                    + "\"delay_ms\":5000,\"deadline_ms\":27000},"
                    + "{\"app\":\"worker\",\"phase\":\"READY\"}]}\n"));
  }

  @Test
  void aWrongTokenDoesNotSpoilTheRightOne() {
    site.testPod().allReady();
    site.connect().ask("GET /drain HTTP/1.1", "Authorization: Bearer wrong");

    Peer right = site.connect();
    right.ask("GET /drain HTTP/1.1", TOKEN);
    site.time().pass(Duration.ofSeconds(5));
    assertThat(right.received()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whoHasTheTokenIsLetInPastThoseWhoWait() {
    for (int i = 0; i < 8; i++) {
      site.connect().ask("GET /drain HTTP/1.1");
    }

    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void moreThanSixtyFourAreNotHeld() {
    site.testPod().allReady();
    List<Peer> held = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Peer peer = site.connect();
      assertThat(peer.ask("GET /drain HTTP/1.1", TOKEN)).isEmpty();
      held.add(peer);
    }
    String tooMany = Expected.last("429 Too Many Requests", "too many calls wait for a drain\n");
    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN)).isEqualTo(tooMany);
    held.get(7).endOutput();
    Peer next = site.connect();
    assertThat(next.ask("GET /drain HTTP/1.1", TOKEN)).isEmpty();
    assertThat(held.get(7).received()).as("who only listens makes room").isEqualTo(tooMany);
    assertThat(site.metric("probe_agent_drains_held")).isEqualTo("64.0");
    site.time().pass(Duration.ofSeconds(5));

    assertThat(next.received()).startsWith("HTTP/1.1 200 ");
    assertThat(held.get(63).received()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aHeldCallIsNeitherIdleNorOneOfTheConnectionsThatMayBeCut() {
    TestSite small =
        TestSite.ready(
            "--max-connections",
            "16",
            "--drain-delay",
            "15s",
            "--grace-period",
            "60s",
            "--control-token",
            "0123456789abcdef");
    Peer hook = small.connect();
    hook.ask("GET /drain HTTP/1.1", TOKEN);
    for (int i = 0; i < 20; i++) {
      small.connect();
    }
    small.time().pass(Duration.ofSeconds(15));

    assertThat(hook.received()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aCallerThatOnlyListensStillGetsItsAnswer() {
    site.testPod().allReady();
    Peer hook = site.connect();
    hook.ask("GET /drain HTTP/1.1", TOKEN);
    assertThat(hook.endOutput()).isEmpty();
    site.time().pass(Duration.ofSeconds(5));

    assertThat(hook.received()).startsWith("HTTP/1.1 200 ");
    assertThat(hook.isClosed()).isTrue();
  }

  @Test
  void thoseWhoComeAndGoLeaveNothingBehind() {
    site.testPod().allReady();
    for (int i = 0; i < 1000; i++) {
      Peer peer = site.connect();
      peer.ask("GET /drain HTTP/1.1", TOKEN);
      peer.leave();
    }

    assertThat(site.time().pending()).isLessThanOrEqualTo(3);
    site.time().pass(Duration.ofSeconds(20));
    assertThat(site.time().pending()).isZero();
  }

  @Test
  void everyUseIsCountedAndLogged() {
    site.ask("GET /drain HTTP/1.1", TOKEN, "User-Agent: kube-lifecycle/1.34");
    site.ask("POST /undrain HTTP/1.1", TOKEN);

    assertThat(
            site.metric("probe_agent_control_requests_total{result=\"accepted\",verb=\"drain\"}"))
        .isEqualTo("1.0");
    assertThat(
            site.metric("probe_agent_control_requests_total{result=\"accepted\",verb=\"undrain\"}"))
        .isEqualTo("1.0");
    assertThat(site.metric("probe_agent_http_answers_total{code=\"200\",path=\"drain\"}"))
        .isEqualTo("1.0");
    assertThat(site.logged())
        .containsExactly(
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"control\","
                + "\"verb\":\"drain\",\"result\":\"accepted\",\"apps\":\"web,worker\","
                + "\"who\":\"embedded kube-lifecycle/1.34\"}",
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"drain_over\","
                + "\"drained\":true,\"waited_ms\":0,"
                + "\"apps\":\"web: nothing to drain, worker: nothing to drain\","
                + "\"who\":\"embedded kube-lifecycle/1.34\"}",
            "{\"ts\":\"2026-11-22T14:00:00.123Z\",\"level\":\"info\",\"event\":\"control\","
                + "\"verb\":\"undrain\",\"result\":\"accepted\",\"who\":\"embedded \"}")
        .noneMatch(line -> line.contains("0123456789abcdef"));
  }

  private static boolean drains(View view) {
    return view.state().phase() == Phase.DRAINING;
  }

  private static String json(String body) {
    return Expected.json("200 OK", "close", body);
  }
}

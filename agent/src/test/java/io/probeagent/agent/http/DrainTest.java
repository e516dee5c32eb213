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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control verbs do for those who have the token. */
class DrainTest {
  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";

  private final TestSite site =
      TestSite.of("--apps", "web,worker", "--control-token", "0123456789abcdef");

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aDrainWithTheTokenDrainsEveryAppThatRuns(String method) {
    site.testPod().says("web", new Word.Ready());
    Peer hook = site.connect();

    assertThat(hook.ask(method + " /drain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"apps\":[{\"app\":\"web\",\"phase\":\"DRAINING\","
                    + "\"delay_ms\":5000,\"deadline_ms\":20000},"
                    + "{\"app\":\"worker\",\"phase\":\"UNKNOWN\"}]}\n"));
    assertThat(hook.isClosed()).isTrue();
    assertThat(site.ask("GET /ready/web HTTP/1.1"))
        .isEqualTo(
            Expected.kept("503 Service Unavailable", "web not ready: draining: drain asked for\n"));
    assertThat(site.ask("GET /live/web HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aSecondCallJoinsTheDrainThatIsUnderWay() {
    site.testPod().allReady();
    site.ask("GET /drain HTTP/1.1", TOKEN);
    site.time().pass(Duration.ofSeconds(2));

    assertThat(site.ask("POST /drain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"apps\":[{\"app\":\"web\",\"phase\":\"DRAINING\","
                    + "\"delay_ms\":3000,\"deadline_ms\":18000},"
                    + "{\"app\":\"worker\",\"phase\":\"DRAINING\","
                    + "\"delay_ms\":3000,\"deadline_ms\":18000}]}\n"));
    site.time().pass(Duration.ofSeconds(4));
    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN))
        .contains("\"delay_ms\":0,\"deadline_ms\":14000");
  }

  @Test
  void listenersAreToldOnceHoweverOftenItIsAskedFor() {
    site.testPod().says("web", new Word.Ready());
    PodListener listener = mock(PodListener.class);
    site.pod().listen(listener);
    for (int i = 0; i < 3; i++) {
      site.ask("GET /drain HTTP/1.1", TOKEN);
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

    assertThat(own.ask("GET /drain HTTP/1.1", TOKEN))
        .contains(
            "{\"app\":\"web\",\"phase\":\"DRAINING\",\"delay_ms\":5000,\"deadline_ms\":20000}")
        .contains(
            "{\"app\":\"worker\",\"phase\":\"DRAINING\",\"delay_ms\":2000,\"deadline_ms\":7000}");
  }

  @Test
  void aDrainCanBeCalledOff() {
    site.testPod().allReady();
    site.ask("GET /drain HTTP/1.1", TOKEN);
    Peer operator = site.connect();

    assertThat(operator.ask("POST /undrain HTTP/1.1", TOKEN))
        .isEqualTo(
            json(
                "{\"apps\":[{\"app\":\"web\",\"phase\":\"READY\"},"
                    + "{\"app\":\"worker\",\"phase\":\"READY\"}]}\n"));
    assertThat(operator.isClosed()).isTrue();
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

    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whoHasTheTokenIsLetInPastThoseWhoWait() {
    for (int i = 0; i < 8; i++) {
      site.connect().ask("GET /drain HTTP/1.1");
    }

    assertThat(site.ask("GET /drain HTTP/1.1", TOKEN)).startsWith("HTTP/1.1 200 ");
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
                + "\"verb\":\"drain\",\"result\":\"accepted\","
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

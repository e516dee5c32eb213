package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a held drain waits for, besides the delay. */
class HeldDrainTest {
  private static final String TOKEN = "Authorization: Bearer 0123456789abcdef";
  private static final String KUBELET = "User-Agent: kube-probe/1.34";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DELAY = Duration.ofSeconds(5);

  private final TestSite site = ready();

  @ParameterizedTest
  @ValueSource(strings = {"/ready", "/readyz", "/ready/app", "/readyz/app", "/ready?verbose"})
  void itWaitsUntilKubeletHasSeenTheFailure(String path) {
    probe(site, path);
    Peer hook = drain(site);
    site.time().pass(DELAY.plus(SECOND));
    assertThat(hook.received()).isEmpty();

    probe(site, path);
    assertThat(hook.received())
        .contains("\"drained\":true,\"waited_ms\":6000,")
        .contains(
            "\"kubelet\":{\"seen\":true,\"not_ready_answers\":1,\"needed\":1,\"waited_ms\":6000}");
  }

  @Test
  void whatKubeletSawBeforeTheDrainDoesNotCount() {
    site.testPod().says("app", new Word.NotReady());
    probe(site, "/ready");
    probe(site, "/ready");
    Peer hook = drain(site);
    site.time().pass(DELAY);
    assertThat(hook.received()).isEmpty();

    probe(site, "/ready");
    assertThat(hook.received()).contains("\"not_ready_answers\":1,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"User-Agent: curl/8", "User-Agent: Kube-Probe/1", "X: kube-probe/1.34"})
  void nobodyElseIsKubelet(String agent) {
    site.ask("GET /ready HTTP/1.1", agent);
    Peer hook = drain(site);
    site.time().pass(DELAY);

    assertThat(hook.received()).contains("\"kubelet\":{\"seen\":false}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live", "/startup", "/healthz", "/ready/nobody"})
  void onlyReadinessCounts(String path) {
    probe(site, path);
    Peer hook = drain(site);
    site.time().pass(DELAY);

    assertThat(hook.received()).contains("\"kubelet\":{\"seen\":false}");
  }

  @Test
  void anAnswerThatWasNotGivenDoesNotCount() {
    probe(site, "/ready");
    Peer hook = drain(site);
    Peer deaf = site.connectDeaf();
    deaf.ask("GET /ready HTTP/1.1", KUBELET);
    site.time().pass(DELAY);

    assertThat(hook.received()).isEmpty();
  }

  @Test
  void kubeletThatStopsToProbeIsGivenUp() {
    for (int i = 0; i < 5; i++) {
      probe(site, "/ready");
      site.time().pass(SECOND.multipliedBy(2));
    }
    probe(site, "/ready");
    Peer hook = drain(site);
    site.time().pass(DELAY);
    assertThat(hook.received()).as("probes came every 2 s").isEmpty();
    site.time().pass(SECOND);

    assertThat(hook.received())
        .contains("\"waited_ms\":6000,")
        .contains(
            "{\"seen\":true,\"not_ready_answers\":0,\"needed\":1,\"stopped\":true,"
                + "\"waited_ms\":6000}");
  }

  @Test
  void asManyFailuresAsTheThresholdAreNeeded() {
    TestSite three = ready("--readiness-threshold", "3");
    probe(three, "/ready");
    Peer hook = drain(three);
    for (int i = 0; i < 2; i++) {
      three.time().pass(Duration.ofSeconds(4));
      probe(three, "/ready");
    }
    assertThat(hook.received()).isEmpty();
    probe(three, "/ready");

    assertThat(hook.received()).contains("\"not_ready_answers\":3,\"needed\":3,");
  }

  @Test
  void whereReadinessIsHeldKubeletMustSeeTheFailureAfterThat() {
    TestSite holding = ready("--drain-readiness", "hold");
    probe(holding, "/ready");
    Peer hook = drain(holding);
    for (int i = 0; i < 4; i++) {
      holding.time().pass(SECOND);
      assertThat(probe(holding, "/ready")).startsWith("HTTP/1.1 200 ");
    }
    holding.time().pass(SECOND);
    assertThat(hook.received()).as("the delay is over").isEmpty();

    assertThat(probe(holding, "/ready")).startsWith("HTTP/1.1 503 ");
    assertThat(hook.received()).contains("\"not_ready_answers\":1,");
  }

  @Test
  void itWaitsForWhatTheAppHasInFlight() {
    site.testPod().says("app", new Word.InFlight(2));
    Peer hook = drain(site);
    site.time().pass(DELAY);
    site.testPod().says("app", new Word.InFlight(1));
    site.time().pass(SECOND);
    assertThat(hook.received()).isEmpty();
    site.testPod().says("app", new Word.InFlight(0));

    assertThat(hook.received())
        .contains("\"in_flight\":{\"left\":0,\"from\":\"app\",\"waited_ms\":6000}");
  }

  @Test
  void theKernelIsAskedWhatIsInFlightAsLongAsThatIsWaitedFor() {
    TestSite ports = ready("--app-ports", "8080");
    ports.kernel().connections(1);
    assertThat(ports.kernel().questions()).isZero();
    Peer hook = drain(ports);
    ports.time().pass(DELAY);
    assertThat(ports.kernel().questions()).isEqualTo(21);
    ports.time().pass(SECOND);
    assertThat(hook.received()).isEmpty();
    ports.kernel().connections(0);
    ports.time().pass(Duration.ofMillis(250));

    assertThat(hook.received())
        .contains("\"in_flight\":{\"left\":0,\"from\":\"ports\",\"waited_ms\":6250}");
    int asked = ports.kernel().questions();
    ports.time().pass(Duration.ofMinutes(1));
    assertThat(ports.kernel().questions()).isEqualTo(asked);
  }

  @Test
  void whatTheKernelToldBeforeIsNotRelied() {
    TestSite ports = ready("--app-ports", "8080", "--drain-delay", "0s");
    ports.kernel().connections(0);
    ports.kernel().now(ports.pod().apps(), () -> {});
    ports.kernel().slow();
    ports.kernel().connections(3);
    Peer hook = drain(ports);
    assertThat(hook.received()).as("the kernel has not answered").isEmpty();
    ports.kernel().answer();
    assertThat(hook.received()).isEmpty();
    ports.kernel().connections(0);
    ports.time().pass(Duration.ofMillis(250));
    ports.kernel().answer();

    assertThat(hook.received()).contains("\"left\":0,\"from\":\"ports\",\"waited_ms\":250}");
  }

  @Test
  void theKernelIsNotAskedIfOnlyTheDelayCounts() {
    TestSite delay = ready("--app-ports", "8080", "--drain-until", "delay");
    delay.kernel().connections(3);
    Peer hook = drain(delay);
    delay.time().pass(DELAY);

    assertThat(delay.kernel().questions()).isZero();
    assertThat(hook.received()).contains("\"over\":\"drained\"");
  }

  @Test
  void theCapEndsItWhateverIsLeft() {
    site.testPod().says("app", new Word.InFlight(2));
    probe(site, "/ready");
    Peer hook = drain(site);
    site.time().pass(Duration.ofMillis(19_999));
    assertThat(hook.received()).isEmpty();
    site.time().pass(Duration.ofMillis(1));

    assertThat(hook.received())
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"drained\":false,\"waited_ms\":20000,")
        .contains("\"over\":\"cap\"")
        .contains("\"in_flight\":{\"left\":2,\"from\":\"app\",\"waited_ms\":20000}");
    assertThat(site.ask("GET /ready HTTP/1.1")).as("it drains on").startsWith("HTTP/1.1 503 ");
  }

  @Test
  void theCapCountsFromTheDrainsBeginningWhoeverBeganIt() {
    site.testPod().says("app", new Word.InFlight(2));
    site.testPod().says("app", new Word.Stopping());
    site.time().pass(Duration.ofSeconds(18));
    Peer hook = drain(site);
    site.time().pass(Duration.ofSeconds(2));

    assertThat(hook.received())
        .contains("{\"drained\":false,\"waited_ms\":2000,")
        .contains("\"over\":\"cap\",\"joined\":true,\"waited_ms\":20000,");
  }

  @Test
  void theEndOfTheAppIsTheEnd() {
    Peer hook = drain(site);
    site.time().pass(SECOND);
    site.testPod().says("app", new Word.Stopping());
    site.time().pass(SECOND);
    assertThat(hook.received()).isEmpty();
    site.testPod().says("app", new Word.Bye());

    assertThat(hook.received())
        .contains("{\"drained\":true,\"waited_ms\":2000,")
        .contains("\"over\":\"ended\"");
  }

  @Test
  void aNewInstanceEndsIt() {
    Peer hook = drain(site);
    site.time().pass(SECOND);
    site.pod().signal(site.testPod().app("app"), new Signal.LeaseOpened("4f2a"));

    assertThat(hook.received())
        .contains("{\"drained\":false,\"waited_ms\":1000,")
        .contains("\"over\":\"new instance\"");
  }

  @Test
  void nothingIsWrittenBeforeItIsOver() {
    Peer hook = drain(site);
    for (int i = 0; i < 19; i++) {
      site.time().pass(Duration.ofMillis(250));
      assertThat(hook.received()).isEmpty();
    }
  }

  private static TestSite ready(String... flags) {
    String[] all = new String[flags.length + 2];
    System.arraycopy(flags, 0, all, 2, flags.length);
    all[0] = "--control-token";
    all[1] = "0123456789abcdef";
    return TestSite.ready(all);
  }

  private static Peer drain(TestSite site) {
    Peer hook = site.connect();
    assertThat(hook.ask("GET /drain HTTP/1.1", TOKEN)).isEmpty();
    return hook;
  }

  private static String probe(TestSite site, String path) {
    return site.ask("GET " + path + " HTTP/1.1", KUBELET, "Connection: close");
  }
}

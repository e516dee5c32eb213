package io.probeagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Ports;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shape of {@code /state}, field by field. */
class StateViewTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TestSite site = TestSite.of("--apps", "web,worker");

  @Test
  void anAppOfWhichNothingWasSeenHasAPhaseAndNothingElse() {
    site.time().pass(Duration.ofMillis(8123));

    assertThat(state())
        .isEqualTo(
            json(
                """
                {"agent": {"version": "1.2.3", "uptime_ms": 8123},
                 "apps": [
                  {"app": "web", "phase": "UNKNOWN", "since": "2026-11-22T14:00:00.123Z",
                   "cause": "nothing seen yet",
                   "startup": {"ok": false, "reason": "no instance seen yet"},
                   "live": {"ok": false, "reason": "no instance seen yet"},
                   "ready": {"ok": false, "reason": "no instance seen yet"}},
                  {"app": "worker", "phase": "UNKNOWN", "since": "2026-11-22T14:00:00.123Z",
                   "cause": "nothing seen yet",
                   "startup": {"ok": false, "reason": "no instance seen yet"},
                   "live": {"ok": false, "reason": "no instance seen yet"},
                   "ready": {"ok": false, "reason": "no instance seen yet"}}],
                 "source_errors": []}
                """));
  }

  @Test
  void anAppThatTellsEverythingIsShownWithAllOfIt() {
    signal(new Signal.LeaseOpened("4f2a"));
    signal(new Signal.FileSeen(new ProbeFile("77", false, List.of(), 1), 1_000_000_000L));
    site.time().pass(Duration.ofSeconds(2));
    signal(
        new Signal.Said(
            "4f2a",
            List.of(
                new Word.Ready(),
                new Word.Status("3 \"open\" files"),
                new Word.InFlight(3),
                new Word.BeatEvery(3_000_000_000L))));
    site.time().pass(Duration.ofMillis(210));
    signal(new Signal.Said("4f2a", List.of(new Word.Stopping())));
    site.time().pass(Duration.ofMillis(400));

    assertThat(state().get("apps").get(0))
        .isEqualTo(
            json(
                """
                {"app": "web", "phase": "DRAINING", "since": "2026-11-22T14:00:02.333Z",
                 "cause": "STOPPING=1",
                 "startup": {"ok": true}, "live": {"ok": true},
                 "ready": {"ok": false, "reason": "draining: STOPPING=1"},
                 "instance": {"number": 1, "id": "4f2a", "lease": "held",
                  "status": "3 \\"open\\" files", "failure": "", "in_flight": 3,
                  "watchdog": {"every_ms": 3000, "age_ms": 610}},
                 "in_flight": 3, "in_flight_from": "app",
                 "file": {"id": "77", "age_ms": 3610},
                 "drain": {"origin": "APP", "elapsed_ms": 400, "delay_left_ms": 4600,
                  "deadline_left_ms": 26600}}
                """));
  }

  @Test
  void aDrainFromOutsideIsToldFromTheAppsOwn() {
    site.testPod().allReady();
    signal(new Signal.DrainAsked(Origin.OUTSIDE, 5_000_000_000L));

    assertThat(state().at("/apps/0/drain/origin").asText()).isEqualTo("OUTSIDE");
    assertThat(state().at("/apps/0/drain/deadline_left_ms").asLong()).isEqualTo(30_000);
    assertThat(state().get("apps").get(1).has("drain")).isFalse();
  }

  @Test
  void aLeaseIsNoneOrHeldOrLost() {
    site.testPod().says("web", new Word.Ready());
    assertThat(lease()).isEqualTo("none");
    signal(new Signal.LeaseOpened("4f2a"));
    assertThat(lease()).isEqualTo("held");
    signal(new Signal.LeaseLost("4f2a"));
    assertThat(lease()).isEqualTo("lost");
  }

  @Test
  void aLeaseOfBeforeTheAgentsRestartIsAwaited() {
    FakeTime time = site.time();
    Instance instance =
        new Instance(1, "4f2a", "", new Lease.Awaited(time.nanos()), "", "", null, -1);
    AppState state =
        new AppState(
            Phase.READY, time.nanos(), Cause.READY, instance, null, 0, 0, false, null, null);
    Pod pod = new Pod(site.testPod().config().apps(), Map.of("web", state), time, time);
    StateView view = new StateView(pod, site.counters(), time, "1.2.3");

    assertThat(parse(view.bytes(pod.apps())).at("/apps/0/instance/lease").asText())
        .isEqualTo("awaited");
  }

  @Test
  void whatTheKernelTellsIsShownWithItsAge() {
    FakeTime time = site.time();
    long looked = time.nanos();
    signal(new Signal.PortsSeen(new Ports(List.of(8081), List.of(7L), 12)));
    time.pass(Duration.ofMillis(40));
    Refresh refresh =
        new Refresh() {
          @Override
          public void now(List<App> apps, Runnable then) {
            throw new AssertionError("a view asks nobody");
          }

          @Override
          public long seen() {
            return looked;
          }
        };
    StateView view = new StateView(site.pod(), refresh, site.counters(), time, "1.2.3");

    JsonNode web = parse(view.bytes(List.of(site.testPod().app("web")))).at("/apps/0");
    assertThat(web.get("ports"))
        .isEqualTo(json("{\"closed\": [8081], \"connections\": 12, \"age_ms\": 40}"));
    assertThat(web.get("in_flight").asInt()).isEqualTo(12);
    assertThat(web.get("in_flight_from").asText()).isEqualTo("ports");

    site.testPod().says("web", new Word.InFlight(3));
    web = parse(view.bytes(List.of(site.testPod().app("web")))).at("/apps/0");
    assertThat(web.get("in_flight").asInt()).isEqualTo(3);
    assertThat(web.get("in_flight_from").asText()).isEqualTo("app");
  }

  @Test
  void whatIsNotToldIsNotShown() {
    site.testPod().says("web", new Word.Ready());

    assertThat(state().at("/apps/0/instance").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("number", "id", "lease", "status", "failure");
  }

  @Test
  void timeIsJudgedAtTheQuestion() {
    site.testPod().allReady();
    site.testPod().says("web", new Word.BeatEvery(1_000_000_000L));
    site.time().stall(Duration.ofSeconds(1));

    assertThat(state().at("/apps/0/live/reason").asText()).isEqualTo("watchdog: no beat for 1 s");
  }

  @Test
  void theErrorsOfTheSourcesAreCountedWithTheLastOne() {
    site.counters().sourceError("web", "file", "unreadable", "live: 1st");
    site.counters().sourceError("web", "file", "unreadable", "live: 2nd");

    assertThat(state().get("source_errors"))
        .isEqualTo(
            json(
                "[{'app':'web','source':'file','kind':'unreadable','count':2,'last':'live: 2nd'}]"
                    .replace('\'', '"')));
  }

  @Test
  void oneAppIsShownItsOwnAndTheAgentsErrorsButNoOthers() {
    site.counters().sourceError("web", "file", "unreadable", "a");
    site.counters().sourceError("worker", "file", "unreadable", "b");
    site.counters().sourceError("", "control", "token_file", "c");
    StateView view = new StateView(site.pod(), site.counters(), site.time(), "1.2.3");
    JsonNode shown = parse(view.bytes(List.of(site.testPod().app("worker"))));

    assertThat(shown.get("apps").findValuesAsText("app")).containsExactly("worker");
    assertThat(shown.get("source_errors").findValuesAsText("app"))
        .containsExactlyInAnyOrder("worker", "");
  }

  @Test
  void itIsOneLineOfJsonOverHttp() {
    String answer = site.ask("GET /state HTTP/1.1", "Connection: close");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);

    assertThat(answer).isEqualTo(Expected.json("200 OK", "close", body));
    assertThat(body).endsWith("}\n").containsOnlyOnce("\n");
  }

  private void signal(Signal signal) {
    site.pod().signal(site.testPod().app("web"), signal);
  }

  private String lease() {
    return state().at("/apps/0/instance/lease").asText();
  }

  private JsonNode state() {
    String answer = site.ask("GET /state HTTP/1.1");
    return json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private static JsonNode parse(byte[] bytes) {
    return json(new String(bytes, StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}

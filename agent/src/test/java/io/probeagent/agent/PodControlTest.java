package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.http.StateView;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.source.Control.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator asks for over an app's socket is about that app alone. */
final class PodControlTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod =
      new Pod(
          Configs.of("PROBE_APPS=web,db", "PROBE_WEB_DRAIN_DELAY=7s").apps(),
          Map.of(),
          ticker,
          timers);
  private final App web = pod.apps().get(0);
  private final App db = pod.apps().get(1);
  private final List<String> log = new ArrayList<>();
  private final Counters counters = new Counters();
  private final EventLog events = new EventLog(ticker, Level.INFO, false, log::add);
  private final PodControl control =
      new PodControl(
          pod,
          new StateView(pod, counters, ticker, "1.2.3"),
          Refresh.NOTHING,
          new Holds(pod, Refresh.NOTHING, timers, events, counters),
          new LateAnswers(timers, ticker::nanos),
          events,
          counters);

  @Test
  void aDrainIsAnsweredWithItsPlan() {
    say(web, new Word.Ready());
    say(db, new Word.Ready());

    assertThat(control.drain(web, "uid 0")).isEqualTo("OK delay_ms=7000 deadline_ms=30000");
    assertThat(phase(web)).isEqualTo(Phase.DRAINING);
    assertThat(phase(db)).isEqualTo(Phase.READY);
    assertThat(log)
        .containsExactly(
            "2026-11-22T14:00:00.123Z INFO control verb=drain result=accepted app=web"
                + " who=\"uid 0\"");
  }

  @Test
  void aSecondDrainJoinsTheFirst() {
    say(web, new Word.Ready());
    control.drain(web, "uid 0");
    ticker.advance(Duration.ofSeconds(2));

    assertThat(control.drain(web, "uid 0")).isEqualTo("OK delay_ms=5000 deadline_ms=28000");
  }

  @Test
  void whoWaitsIsAnsweredWhenItIsOver() {
    say(web, new Word.Ready());
    List<String> said = new ArrayList<>();
    control.drainAndWait(web, "uid 0", said::add);
    timers.advance(Duration.ofMillis(6999));
    assertThat(said).isEmpty();

    timers.advance(Duration.ofMillis(1));
    assertThat(said)
        .containsExactly(
            "{\"drained\":true,\"waited_ms\":7000,\"apps\":[{\"app\":\"web\","
                + "\"over\":\"drained\",\"joined\":false,\"waited_ms\":7000,\"delay_ms\":7000,"
                + "\"kubelet\":{\"seen\":false}}]}");
    assertThat(log)
        .containsExactly(
            "2026-11-22T14:00:00.123Z INFO control verb=drain result=accepted apps=web"
                + " who=\"uid 0\"",
            "2026-11-22T14:00:07.123Z INFO drain_over drained=true waited_ms=7000"
                + " apps=\"web: drained\" who=\"uid 0\"");
  }

  @Test
  void whoGoesAwayMakesRoomAndTheDrainGoesOn() {
    say(web, new Word.Ready());
    List<String> said = new ArrayList<>();
    for (int i = 0; i < Holds.MOST - 1; i++) {
      control.drainAndWait(web, "uid 0", said::add);
    }
    Waiting one = control.drainAndWait(web, "uid 0", said::add);
    control.drainAndWait(web, "uid 0", said::add);
    assertThat(said).containsExactly("ERR too many calls wait for a drain");
    one.left();
    control.drainAndWait(web, "uid 0", said::add);
    assertThat(said).hasSize(1);

    timers.advance(Duration.ofSeconds(7));
    assertThat(said).hasSize(1 + Holds.MOST);
    assertThat(phase(web)).isEqualTo(Phase.DRAINING);
  }

  @Test
  void whoMayNotIsToldSoLate() {
    say(web, new Word.Ready());
    List<String> said = new ArrayList<>();
    control.refusedLate(web, "DRAIN", "uid 7", said::add);
    timers.advance(Duration.ofMillis(6999));
    assertThat(said).isEmpty();

    timers.advance(Duration.ofMillis(1));
    assertThat(said).containsExactly("ERR uid 7 may not DRAIN (see PROBE_CONTROL_UIDS)");
    assertThat(phase(web)).isEqualTo(Phase.READY);
  }

  @Test
  void onlyAFewAreRefusedLate() {
    List<String> said = new ArrayList<>();
    Waiting one = control.refusedLate(web, "DRAIN", "uid 7", said::add);
    for (int i = 1; i < LateAnswers.MOST; i++) {
      control.refusedLate(web, "DRAIN", "uid 7", said::add);
    }
    assertThat(said).isEmpty();
    control.refusedLate(web, "DRAIN", "uid 7", said::add);
    assertThat(said).hasSize(1);
    one.left();
    Waiting next = control.refusedLate(web, "DRAIN", "uid 7", said::add);
    assertThat(said).hasSize(1);
    next.mayHaveLeft();
    control.refusedLate(web, "DRAIN", "uid 7", said::add);
    assertThat(said).as("one that may have gone makes room").hasSize(2);
  }

  @Test
  void whereNothingRunsThereIsNothingToDrain() {
    assertThat(control.drain(web, "uid 0")).isEqualTo("OK nothing to drain");
  }

  @Test
  void aDrainIsCalledOff() {
    say(web, new Word.Ready());
    control.drain(web, "uid 0");

    assertThat(control.undrain(web, "uid 0")).isEqualTo("OK");
    assertThat(phase(web)).isEqualTo(Phase.READY);
    assertThat(control.undrain(web, "uid 0")).as("once more").isEqualTo("OK");
  }

  @Test
  void anAppsOwnStopIsFinal() {
    say(web, new Word.Ready());
    say(web, new Word.Stopping());

    assertThat(control.undrain(web, "uid 0")).isEqualTo("ERR web stops by itself, which is final");
    assertThat(phase(web)).isEqualTo(Phase.DRAINING);
  }

  @Test
  void aCheckIsWhatTheProbeWouldAnswer() {
    assertThat(control.check(web, "startup"))
        .isEqualTo("ERR web not started: no instance seen yet");
    assertThat(control.check(web, "live")).isEqualTo("ERR web not live: no instance seen yet");
    say(web, new Word.NotReady());

    assertThat(control.check(web, "live")).isEqualTo("OK");
    assertThat(control.check(web, "ready")).isEqualTo("ERR web not ready: starting");
    say(web, new Word.Ready());
    assertThat(control.check(web, "ready")).isEqualTo("OK");
    assertThat(control.check(web, "startup")).isEqualTo("OK");
    assertThat(control.check(db, "ready")).startsWith("ERR db not ready");
  }

  @Test
  void aCheckOfSomethingElseNamesIt() {
    assertThat(control.check(web, "alive"))
        .isEqualTo("ERR probe is 'alive' (expected: live, ready or startup)");
  }

  @Test
  void theStateIsOneLineOfTheOneApp() throws IOException {
    String state = control.state(db);

    assertThat(state).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(state);
    assertThat(json.path("apps")).hasSize(1);
    assertThat(json.at("/apps/0/app").asText()).isEqualTo("db");
    assertThat(json.at("/agent/version").asText()).isEqualTo("1.2.3");
  }

  @Test
  void aRefusalIsToldAndChangesNothing() {
    say(web, new Word.Ready());

    assertThat(control.refused(web, "DRAIN", "uid 7"))
        .isEqualTo("ERR uid 7 may not DRAIN (see PROBE_CONTROL_UIDS)");
    assertThat(phase(web)).isEqualTo(Phase.READY);
    assertThat(log).singleElement().asString().contains("verb=drain result=refused app=web");
  }

  private Phase phase(App app) {
    return pod.view(app).state().phase();
  }

  private void say(App app, Word word) {
    pod.signal(app, new Signal.Said(Signal.ANYONE, List.of(word)));
  }
}

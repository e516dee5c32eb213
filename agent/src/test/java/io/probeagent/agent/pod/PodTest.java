package io.probeagent.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A signal comes in, and what holds from then on is seen by all. */
final class PodTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod = new Pod(Configs.of("PROBE_APPS=web,db").apps(), Map.of(), ticker, timers);
  private final App web = pod.apps().get(0);
  private final App db = pod.apps().get(1);
  private final List<String> told = new ArrayList<>();

  @Test
  void anAppOfWhichNothingWasSeenIsUnknown() {
    assertThat(pod.view(web).state().phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(pod.view(web).verdicts().live().ok()).isFalse();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void aSignalChangesItsAppAlone() {
    App.View view = pod.signal(web, ready());

    assertThat(view.state().phase()).isEqualTo(Phase.READY);
    assertThat(pod.view(web)).isEqualTo(view);
    assertThat(pod.view(db).state().phase()).isEqualTo(Phase.UNKNOWN);
  }

  @Test
  void listenersAreToldOfEveryChangeInTurnAfterItHolds() {
    pod.listen((app, before, after) -> note("first", app, before, after));
    pod.listen((app, before, after) -> note("second", app, before, after));

    pod.signal(web, ready());
    pod.signal(db, new Signal.LeaseOpened("4f2a"));

    assertThat(told)
        .containsExactly(
            "first web UNKNOWN READY",
            "second web UNKNOWN READY",
            "first db UNKNOWN STARTING",
            "second db UNKNOWN STARTING");
  }

  @Test
  void aSignalThatChangesNothingIsToldToNobody() {
    pod.signal(web, ready());
    long version = pod.version();
    pod.listen((app, before, after) -> note("told", app, before, after));

    pod.signal(web, ready());
    pod.signal(web, new Signal.Undrained());
    pod.signal(db, new Signal.FileGone(true));

    assertThat(told).isEmpty();
    assertThat(pod.version()).isEqualTo(version);
  }

  @Test
  void everyChangeGivesAnotherVersion() {
    long before = pod.version();
    pod.signal(web, ready());
    long between = pod.version();
    pod.signal(web, new Signal.Said(Signal.ANYONE, List.of(new Word.Status("warm"))));

    assertThat(between).isNotEqualTo(before);
    assertThat(pod.version()).isNotEqualTo(between);
  }

  @Test
  void anAppIsFoundByItsName() {
    assertThat(pod.app("db")).isSameAs(db);
    assertThat(pod.app("DB")).isNull();
    assertThat(pod.app("")).isNull();
  }

  @Test
  void theFileThatWasLastSeenIsKnown() {
    ProbeFile file = new ProbeFile("file-1-1", false, List.of(), 7);
    assertThat(web.known()).isNull();

    pod.signal(web, new Signal.FileSeen(file, 0));
    assertThat(web.known()).isEqualTo(file);

    pod.signal(web, new Signal.FileGone(false));
    assertThat(web.known()).isNull();
  }

  @Test
  void whatIsRememberedHoldsFromTheStart() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    AppState remembered = pod.signal(web, said("4f2a", new Word.Ready())).state();

    Pod restarted =
        new Pod(
            Configs.of("PROBE_APPS=web,db").apps(),
            Map.of("web", remembered, "gone", remembered),
            ticker,
            timers);

    assertThat(restarted.apps()).extracting(App::name).containsExactly("web", "db");
    assertThat(view(restarted, "web").verdicts().ready().ok()).isTrue();
    assertThat(view(restarted, "web").state().lease()).isEqualTo(Lease.HELD);
    assertThat(view(restarted, "db").state().phase()).isEqualTo(Phase.UNKNOWN);
  }

  private void note(String who, App app, App.View before, App.View after) {
    assertThat(pod.view(app)).isEqualTo(after);
    told.add(who + " " + app.name() + " " + before.state().phase() + " " + after.state().phase());
  }

  private static App.View view(Pod pod, String app) {
    return pod.view(Objects.requireNonNull(pod.app(app)));
  }

  private static Signal ready() {
    return said(Signal.ANYONE, new Word.Ready());
  }

  private static Signal said(String by, Word word) {
    return new Signal.Said(by, List.of(word));
  }
}

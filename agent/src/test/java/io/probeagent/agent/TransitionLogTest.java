package io.probeagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.metrics.MetricsPage;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line for each transition, one for each verdict that changes without one, and no more. */
final class TransitionLogTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final Pod pod =
      new Pod(
          Configs.of("PROBE_APPS=web", "PROBE_LEASE_TIMEOUT=10s").apps(), Map.of(), ticker, timers);
  private final App web = pod.apps().get(0);
  private final List<String> lines = new ArrayList<>();
  private final Counters counters = new Counters();

  @BeforeEach
  void listen() {
    pod.listen(
        new TransitionLog(
            new EventLog(
                ticker,
                Level.INFO,
                false,
                line -> lines.add(line.substring(line.indexOf('Z') + 2))),
            counters));
  }

  @Test
  void aTransitionSaysFromWhereToWhereAndWhy() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    say(new Word.Ready());

    assertThat(lines)
        .containsExactly(
            "INFO transition app=web from=UNKNOWN to=STARTING cause=\"lease opened\""
                + " instance=1/4f2a",
            "INFO transition app=web from=STARTING to=READY cause=READY=1 instance=1/4f2a");
  }

  @Test
  void itSaysTheStatusWhereThereIsOne() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    pod.signal(web, new Signal.Said("4f2a", List.of(new Word.Ready(), new Word.Status("warm"))));

    assertThat(lines).last().asString().endsWith(" instance=1/4f2a status=warm");
  }

  @Test
  void whatChangesNoPhaseAndNoVerdictIsNotLogged() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    lines.clear();

    say(new Word.Status("warm"));
    say(new Word.InFlight(3));
    say(new Word.BeatEvery(Duration.ofHours(1).toNanos()));
    say(new Word.Beat());

    assertThat(lines).isEmpty();
  }

  @Test
  void aVerdictThatChangesWithinAPhaseIsAWarning() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    say(new Word.Ready());
    say(new Word.BeatEvery(Duration.ofSeconds(3).toNanos()));
    lines.clear();

    timers.advance(Duration.ofSeconds(3));
    say(new Word.Beat());

    assertThat(lines)
        .containsExactly(
            "WARN verdict app=web phase=READY live=false ready=false"
                + " reason=\"watchdog: no beat for 3 s\"",
            "WARN verdict app=web phase=READY live=true ready=true reason=\"\"");
  }

  @Test
  void aLostLeaseIsAVerdictFirstAndATransitionLater() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    say(new Word.Ready());
    lines.clear();

    pod.signal(web, new Signal.LeaseLost("4f2a"));
    timers.advance(Duration.ofSeconds(10));

    assertThat(lines)
        .containsExactly(
            "WARN verdict app=web phase=READY live=true ready=false reason=\"lease lost\"",
            "INFO transition app=web from=READY to=FAILED cause=\"lease lost\" instance=1/4f2a");
  }

  @Test
  void aNewInstanceInTheSamePhaseIsATransition() {
    pod.signal(web, new Signal.LeaseOpened("a"));
    lines.clear();

    pod.signal(web, new Signal.LeaseOpened("b"));

    assertThat(lines)
        .containsExactly(
            "INFO transition app=web from=STARTING to=STARTING cause=\"lease opened\""
                + " instance=2/b");
  }

  @Test
  void transitionsAreCountedByWhatTheyWere() {
    pod.signal(web, new Signal.LeaseOpened("a"));
    pod.signal(web, new Signal.LeaseOpened("b"));
    pod.signal(web, new Signal.LeaseOpened("c"));

    assertThat(metrics())
        .contains(
            "probe_agent_transitions_total{app=\"web\",cause=\"lease_opened\","
                + "from=\"starting\",to=\"starting\"} 2.0");
  }

  @Test
  void aDrainIsCountedWithItsTimeOnceItIsOver() {
    pod.signal(web, new Signal.LeaseOpened("4f2a"));
    pod.signal(web, new Signal.DrainAsked(Drain.Origin.OUTSIDE, 0));
    say(new Word.Stopping());
    timers.advance(Duration.ofMillis(1500));
    assertThat(metrics()).noneMatch(line -> line.startsWith("probe_agent_drain_duration"));

    say(new Word.Bye());

    assertThat(metrics())
        .contains(
            "probe_agent_drain_duration_seconds_count{app=\"web\"} 1",
            "probe_agent_drain_duration_seconds_sum{app=\"web\"} 1.5");
  }

  private List<String> metrics() {
    List<String> page = new ArrayList<>();
    new MetricsPage(pod, counters, () -> 0, () -> 0, () -> 0, () -> 0, Runnable::run, Runnable::run)
        .render("", it -> new String(it.body(), UTF_8).lines().forEach(page::add));
    return page;
  }

  private void say(Word word) {
    pod.signal(web, new Signal.Said("4f2a", List.of(word)));
  }
}

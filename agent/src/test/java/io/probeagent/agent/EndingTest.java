package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent never ends before the app, and never outlives its grace period. */
final class EndingTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeTimers timers = new FakeTimers(ticker);
  private final List<String> ends = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"native", "regular", "auto"})
  void withoutAnInstanceItEndsAtOnce(String sidecar) {
    Subject agent = new Subject("PROBE_SIDECAR=" + sidecar);

    agent.ending.stop();

    assertThat(ends).hasSize(1);
  }

  @Test
  void aNativeSidecarIsToldWhenEveryMainContainerHasEnded() {
    Subject agent = new Subject("PROBE_SIDECAR=native");
    agent.say(0, new Word.Ready());

    agent.ending.stop();

    assertThat(ends).containsExactly("told to");
    assertThat(agent.phase(0)).as("nothing is drained").isEqualTo(Phase.READY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regular", "auto"})
  void anyOtherOutlivesItsApps(String sidecar) {
    Subject agent = new Subject("PROBE_SIDECAR=" + sidecar, "PROBE_APPS=web,db");
    agent.say(0, new Word.Ready());
    agent.say(1, new Word.Ready());

    agent.ending.stop();

    assertThat(ends).isEmpty();
    assertThat(agent.ready(0)).as("no traffic comes from now on").isFalse();
    assertThat(agent.live(0)).as("but it is not dead").isTrue();
    agent.say(0, new Word.Bye());
    assertThat(ends).as("one is left").isEmpty();
    agent.say(1, new Word.Bye());
    assertThat(ends).containsExactly("every app has ended");
  }

  @Test
  void anAppThatHasEndedIsNotWaitedFor() {
    Subject agent = new Subject("PROBE_SIDECAR=auto");
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());
    assertThat(ends).isEmpty();

    agent.ending.stop();

    assertThat(ends).containsExactly("told to, every app has ended");
  }

  @Test
  void aLostLeaseIsAnEndOnceTheAgentWasTold() {
    Subject agent = new Subject("PROBE_SIDECAR=regular");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));
    agent.signal(0, new Signal.Said("4f2a", List.of(new Word.Ready())));
    agent.ending.stop();
    assertThat(ends).isEmpty();

    agent.signal(0, new Signal.LeaseLost("4f2a"));

    assertThat(ends).containsExactly("every app has ended");
  }

  @ParameterizedTest
  @CsvSource({"30s, 28000", "5s, 3000", "3s, 1500", "1s, 500"})
  void theGracePeriodIsNotOutlived(String grace, long millis) {
    Subject agent =
        new Subject("PROBE_SIDECAR=regular", "PROBE_GRACE_PERIOD=" + grace, "PROBE_DRAIN_DELAY=0s");
    agent.say(0, new Word.Ready());
    agent.ending.stop();

    timers.advance(Duration.ofMillis(millis).minusNanos(1));
    assertThat(ends).isEmpty();
    timers.advance(Duration.ofNanos(1));

    assertThat(ends).containsExactly("the grace period is nearly over");
  }

  @Test
  void aSecondSignalIsMeantAtOnce() {
    Subject agent = new Subject("PROBE_SIDECAR=regular");
    agent.say(0, new Word.Ready());
    agent.ending.stop();
    assertThat(ends).isEmpty();

    agent.ending.stop();

    assertThat(ends).containsExactly("told twice");
  }

  @Test
  void itEndsOnce() {
    Subject agent = new Subject("PROBE_SIDECAR=regular", "PROBE_EXIT_WITH_APP=true");
    agent.say(0, new Word.Ready());
    agent.ending.stop();
    agent.say(0, new Word.Bye());
    agent.ending.stop();
    timers.advance(Duration.ofMinutes(1));

    assertThat(ends).hasSize(1);
  }

  @Test
  void theEndOfAnAppAloneIsNoneOfTheAgentUnlessAskedFor() {
    Subject agent = new Subject();
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());

    timers.advance(Duration.ofHours(1));

    assertThat(ends).isEmpty();
  }

  @Test
  void inAJobItEndsWithItsApps() {
    Subject agent = new Subject("PROBE_EXIT_WITH_APP=true", "PROBE_APPS=web,db");
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());
    assertThat(ends).as("the other was not even seen").isEmpty();
    agent.say(1, new Word.Ready());
    assertThat(ends).isEmpty();

    agent.say(1, new Word.Failure("EXIT_STATUS", "3"));
    agent.say(1, new Word.Bye());

    assertThat(ends).containsExactly("every app has ended, as asked for by PROBE_EXIT_WITH_APP");
    assertThat(agent.phase(1)).isEqualTo(Phase.FAILED);
  }

  @Test
  void inAJobALeaseThatDoesNotComeBackIsTheEnd() {
    Subject agent = new Subject("PROBE_EXIT_WITH_APP=true", "PROBE_LEASE_TIMEOUT=10s");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));
    agent.signal(0, new Signal.LeaseLost("4f2a"));

    timers.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(ends).isEmpty();
    timers.advance(Duration.ofNanos(1));

    assertThat(ends).hasSize(1);
  }

  @Test
  void inAJobAnAppThatCallsItselfBrokenIsStillThere() {
    Subject agent = new Subject("PROBE_EXIT_WITH_APP=true");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));

    agent.signal(0, new Signal.Said("4f2a", List.of(new Word.Broken())));

    assertThat(agent.phase(0)).isEqualTo(Phase.FAILED);
    assertThat(ends).isEmpty();
  }

  /** An agent's end, and the pod that it is about. */
  private final class Subject {
    final Pod pod;
    final Ending ending;
    private final List<String> log = new ArrayList<>();

    Subject(String... settings) {
      var config = Configs.of(settings);
      pod = new Pod(config.apps(), Map.of(), ticker, timers);
      EventLog lines = new EventLog(ticker, Level.INFO, false, log::add);
      ending = new Ending(config, pod, timers, lines, () -> ends.add(why()));
    }

    void say(int app, Word word) {
      signal(app, new Signal.Said(Signal.ANYONE, List.of(word)));
    }

    void signal(int app, Signal signal) {
      pod.signal(app(app), signal);
    }

    Phase phase(int app) {
      return pod.view(app(app)).state().phase();
    }

    boolean ready(int app) {
      return pod.view(app(app)).verdicts().ready().ok();
    }

    boolean live(int app) {
      return pod.view(app(app)).verdicts().live().ok();
    }

    private App app(int index) {
      return pod.apps().get(index);
    }

    private String why() {
      return log.get(log.size() - 1).replaceAll(".* why=\"?|\"$", "");
    }
  }
}

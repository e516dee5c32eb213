package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent never ends before the app, and never outlives its grace period. */
final class EndingTest {
  @ParameterizedTest
  @ValueSource(strings = {"native", "regular", "auto"})
  void withoutAnInstanceItEndsAtOnce(String sidecar) {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=" + sidecar);

    agent.stop();

    assertThat(agent.ends).hasSize(1);
  }

  @Test
  void aNativeSidecarIsToldWhenEveryMainContainerHasEnded() {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=native");
    agent.say(0, new Word.Ready());

    agent.stop();

    assertThat(agent.ends).containsExactly("told to");
    assertThat(agent.phase(0)).as("nothing is drained").isEqualTo(Phase.READY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regular", "auto"})
  void anyOtherOutlivesItsApps(String sidecar) {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=" + sidecar, "PROBE_APPS=web,db");
    agent.say(0, new Word.Ready());
    agent.say(1, new Word.Ready());

    agent.stop();

    assertThat(agent.ends).isEmpty();
    assertThat(agent.ready(0)).as("no traffic comes from now on").isFalse();
    assertThat(agent.live(0)).as("but it is not dead").isTrue();
    agent.say(0, new Word.Bye());
    assertThat(agent.ends).as("one is left").isEmpty();
    agent.say(1, new Word.Bye());
    assertThat(agent.ends).containsExactly("every app has ended");
  }

  @Test
  void anAppThatHasEndedIsNotWaitedFor() {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=auto");
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());
    assertThat(agent.ends).isEmpty();

    agent.stop();

    assertThat(agent.ends).containsExactly("told to, every app has ended");
  }

  @Test
  void aLostLeaseIsAnEndOnceTheAgentWasTold() {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=regular");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));
    agent.signal(0, new Signal.Said("4f2a", List.of(new Word.Ready())));
    agent.stop();
    assertThat(agent.ends).isEmpty();

    agent.signal(0, new Signal.LeaseLost("4f2a"));

    assertThat(agent.ends).containsExactly("every app has ended");
  }

  @ParameterizedTest
  @CsvSource({"30s, 28000", "5s, 3000", "3s, 1500", "1s, 500"})
  void theGracePeriodIsNotOutlived(String grace, long millis) {
    EndingBench agent =
        new EndingBench(
            "PROBE_SIDECAR=regular", "PROBE_GRACE_PERIOD=" + grace, "PROBE_DRAIN_DELAY=0s");
    agent.say(0, new Word.Ready());
    agent.stop();

    agent.advance(Duration.ofMillis(millis).minusNanos(1));
    assertThat(agent.ends).isEmpty();
    agent.advance(Duration.ofNanos(1));

    assertThat(agent.ends).containsExactly("the grace period is nearly over");
  }

  @Test
  void aSecondSignalIsMeantAtOnce() {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=regular");
    agent.say(0, new Word.Ready());
    agent.stop();
    assertThat(agent.ends).isEmpty();

    agent.stop();

    assertThat(agent.ends).containsExactly("told twice");
  }

  @Test
  void itEndsOnce() {
    EndingBench agent = new EndingBench("PROBE_SIDECAR=regular", "PROBE_EXIT_WITH_APP=true");
    agent.say(0, new Word.Ready());
    agent.stop();
    agent.say(0, new Word.Bye());
    agent.stop();
    agent.advance(Duration.ofMinutes(1));

    assertThat(agent.ends).hasSize(1);
  }
}

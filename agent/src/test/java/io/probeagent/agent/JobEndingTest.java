package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A Job is complete once its last container has ended: the agent ends with its apps, if asked to.
 */
final class JobEndingTest {

  @Test
  void theEndOfAnAppAloneIsNoneOfTheAgentUnlessAskedFor() {
    EndingBench agent = new EndingBench();
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());

    agent.advance(Duration.ofHours(1));

    assertThat(agent.ends).isEmpty();
  }

  @Test
  void inAJobItEndsWithItsApps() {
    EndingBench agent = new EndingBench("PROBE_EXIT_WITH_APP=true", "PROBE_APPS=web,db");
    agent.say(0, new Word.Ready());
    agent.say(0, new Word.Bye());
    assertThat(agent.ends).as("the other was not even seen").isEmpty();
    agent.say(1, new Word.Ready());
    assertThat(agent.ends).isEmpty();

    agent.say(1, new Word.Failure("EXIT_STATUS", "3"));
    agent.say(1, new Word.Bye());

    assertThat(agent.ends)
        .containsExactly("every app has ended, as asked for by PROBE_EXIT_WITH_APP");
    assertThat(agent.phase(1)).isEqualTo(Phase.FAILED);
  }

  @Test
  void inAJobALeaseThatDoesNotComeBackIsTheEnd() {
    EndingBench agent = new EndingBench("PROBE_EXIT_WITH_APP=true", "PROBE_LEASE_TIMEOUT=10s");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));
    agent.signal(0, new Signal.LeaseLost("4f2a"));

    agent.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(agent.ends).isEmpty();
    agent.advance(Duration.ofNanos(1));

    assertThat(agent.ends).hasSize(1);
  }

  @Test
  void inAJobAnAppThatCallsItselfBrokenIsStillThere() {
    EndingBench agent = new EndingBench("PROBE_EXIT_WITH_APP=true");
    agent.signal(0, new Signal.LeaseOpened("4f2a"));

    agent.signal(0, new Signal.Said("4f2a", List.of(new Word.Broken())));

    assertThat(agent.phase(0)).isEqualTo(Phase.FAILED);
    assertThat(agent.ends).isEmpty();
  }
}

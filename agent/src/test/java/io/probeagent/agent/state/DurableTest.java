package io.probeagent.agent.state;

import static io.probeagent.agent.state.States.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Beats and counts are not worth writing down; everything else is. */
final class DurableTest {

  @Test
  void aBeatOfTheWatchdogMakesNoDifference() {
    assertThat(durable(instance("", new Watchdog(5, NOW), 3)))
        .isEqualTo(durable(instance("", new Watchdog(5, NOW + 4), 3)));
  }

  @Test
  void aCountMakesNoDifference() {
    assertThat(durable(instance("", null, 3))).isEqualTo(durable(instance("", null, 4)));
  }

  @Test
  void aTouchOfTheFileMakesNoDifference() {
    assertThat(touched(NOW, 1)).isEqualTo(touched(NOW + 9, 2));
  }

  @Test
  void everythingElseMakesADifference() {
    List<AppState> states = States.all();
    states.add(States.state(Phase.READY, instance("warm", null, 0), null, null));
    states.add(States.state(Phase.READY, instance("warmer", null, 0), null, null));
    states.add(States.state(Phase.READY, instance("", new Watchdog(5, NOW), 0), null, null));
    states.add(States.state(Phase.READY, instance("", new Watchdog(6, NOW), 0), null, null));
    states.add(States.state(Phase.READY, null, file("a", true), null));
    states.add(States.state(Phase.READY, null, file("b", true), null));
    states.add(States.state(Phase.READY, null, file("b", false), null));
    states.add(
        new AppState(Phase.READY, NOW, Cause.READY, null, null, NOW, NOW, false, null, null));
    states.add(
        new AppState(Phase.READY, NOW + 1, Cause.READY, null, null, NOW, NOW, false, null, null));
    states.add(new AppState(Phase.READY, NOW, Cause.BYE, null, null, NOW, NOW, false, null, null));
    states.add(new AppState(Phase.READY, NOW, Cause.READY, null, null, NOW, NOW, true, null, null));
    states.add(
        new AppState(Phase.READY, NOW, Cause.READY, null, null, NOW, NOW, true, drain(5), null));
    states.add(
        new AppState(Phase.READY, NOW, Cause.READY, null, null, NOW, NOW, true, drain(6), null));

    List<AppState> seen = new ArrayList<>();
    for (AppState state : states) {
      if (state.said() != Phase.UNKNOWN) {
        assertThat(seen).doesNotContain(Durable.of(state));
        seen.add(Durable.of(state));
      }
    }
  }

  private static AppState durable(Instance instance) {
    return Durable.of(States.state(Phase.READY, instance, null, null));
  }

  private static AppState touched(long beat, long stamp) {
    ProbeFile file = new ProbeFile("f", false, List.of(new Word.NotReady()), stamp);
    return Durable.of(
        new AppState(Phase.READY, NOW, Cause.READY, null, file, beat, beat, true, null, null));
  }

  private static Instance instance(String status, @Nullable Watchdog dog, int inFlight) {
    return new Instance(1, "i", "", Lease.NONE, status, "", dog, inFlight);
  }

  private static ProbeFile file(String id, boolean named) {
    return new ProbeFile(id, named, List.of(), 1);
  }

  private static Drain drain(long delay) {
    return new Drain(Drain.Origin.OUTSIDE, NOW, delay, NOW + 9, true, false);
  }
}

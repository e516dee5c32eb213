package io.probeagent.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.metrics.Counters.Answered;
import io.probeagent.agent.metrics.Counters.Control;
import io.probeagent.agent.metrics.Counters.Drains;
import io.probeagent.agent.metrics.Counters.SourceError;
import io.probeagent.agent.metrics.Counters.Tally;
import io.probeagent.agent.metrics.Counters.Transition;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void aCellCanBeKeptAndCountedUp() {
    long[] cell = counters.answered("ready", 200);
    cell[0]++;
    counters.answered("ready", 200)[0]++;
    counters.answered("ready", 503);

    assertThat(counters.snapshot().answered())
        .containsOnly(entry(new Answered("ready", 200), 2L), entry(new Answered("ready", 503), 0L));
  }

  @Test
  void transitionsAreToldApartByAppPhasesAndCause() {
    counters.transition("web", Phase.STARTING, Phase.READY, Cause.READY);
    counters.transition("web", Phase.STARTING, Phase.READY, Cause.READY);
    counters.transition("web", Phase.STARTING, Phase.READY, Cause.FILE_CHANGED);
    counters.transition("worker", Phase.STARTING, Phase.READY, Cause.READY);

    assertThat(counters.snapshot().transitions())
        .containsOnly(
            entry(new Transition("web", Phase.STARTING, Phase.READY, Cause.READY), 2L),
            entry(new Transition("web", Phase.STARTING, Phase.READY, Cause.FILE_CHANGED), 1L),
            entry(new Transition("worker", Phase.STARTING, Phase.READY, Cause.READY), 1L));
  }

  @Test
  void ofAnErrorTheLastIsRemembered() {
    counters.sourceError("web", "file", "unreadable", "first");
    counters.sourceError("web", "file", "unreadable", "second");
    counters.sourceError("web", "socket", "bind", "third");

    assertThat(counters.sourceErrors())
        .containsExactlyInAnyOrder(
            entry(new SourceError("web", "file", "unreadable"), new Tally(2, "second")),
            entry(new SourceError("web", "socket", "bind"), new Tally(1, "third")));
  }

  @Test
  void drainsAreCountedAndTheirSecondsAddedUp() {
    counters.drained("web", 1.5);
    counters.drained("web", 2.25);
    counters.drained("worker", 1);

    assertThat(counters.snapshot().drains())
        .containsOnly(entry("web", new Drains(2, 3.75)), entry("worker", new Drains(1, 1)));
  }

  @Test
  void aSnapshotDoesNotMove() {
    counters.control("drain", "refused");
    counters.closed("cap");
    Counters.Snapshot before = counters.snapshot();
    counters.control("drain", "refused");
    counters.control("undrain", "accepted");
    counters.closed("cap");
    counters.closed("slow");
    counters.sourceError("web", "file", "unreadable", "first");
    counters.drained("web", 1);

    assertThat(before.controls()).containsOnly(entry(new Control("drain", "refused"), 1L));
    assertThat(before.closed()).containsOnly(entry("cap", 1L));
    assertThat(before.errors()).isEmpty();
    assertThat(before.drains()).isEmpty();
    assertThat(counters.snapshot().closed()).containsOnly(entry("cap", 2L), entry("slow", 1L));
    assertThat(counters.snapshot().controls()).containsEntry(new Control("drain", "refused"), 2L);
  }
}

package io.probeagent.agent.lifecycle;

import io.probeagent.agent.fuzz.Holds;
import io.probeagent.agent.state.Reborn;

/** Signals to the core in any order and at any time, and restarts of the agent between them. */
public final class LifecycleFuzz {
  /** The clock overflows in the middle of the story. */
  private static final long START = Long.sum(Long.MAX_VALUE, -20_000_000_000L);

  private LifecycleFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Story story = new Story(input);
    Lifecycle lifecycle = new Lifecycle(story.policy());
    Invariants hold = new Invariants(lifecycle);
    long now = START;
    AppState state = AppState.unknown(now);
    while (story.goesOn()) {
      Story.Event event = story.next();
      if (event instanceof Story.Event.Passes passes) {
        hold.inEveryOrderOfLooks(state, now, passes.nanos());
        now += passes.nanos();
      } else if (event instanceof Story.Event.Restarts) {
        AppState before = lifecycle.settle(state, now);
        state = Reborn.of(before, now);
        hold.overARestart(before, state, now);
      } else if (event instanceof Story.Event.Gets gets) {
        AppState before = lifecycle.settle(state, now);
        state = lifecycle.next(state, gets.signal(), now);
        hold.overASignal(before, gets.signal(), state, now);
      }
      hold.atAMoment(state, now);
    }
    Holds.equal(lifecycle.settle(state, now), lifecycle.settle(lifecycle.settle(state, now), now));
  }
}

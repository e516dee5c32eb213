package io.probeagent.client;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What callers leave for the thread {@code probe-client}, and what it leaves for them. */
final class Mailbox {

  final InFlight inFlight = new InFlight();
  final Settled settled = new Settled();
  private volatile AppState state;
  private volatile @Nullable DrainPlan offered;

  Mailbox(AppState first) {
    state = first;
  }

  AppState state() {
    return state;
  }

  synchronized AppState change(UnaryOperator<AppState> change) {
    AppState changed = change.apply(state);
    state = changed;
    return changed;
  }

  /** The agent's answer to {@code STOPPING=1}. */
  void offer(DrainPlan plan) {
    offered = plan;
  }

  @Nullable DrainPlan offered() {
    return offered;
  }
}

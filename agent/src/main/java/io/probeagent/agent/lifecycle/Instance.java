package io.probeagent.agent.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * One run of the app. All that a run says of itself is in here, so a new one inherits nothing.
 *
 * @param number 1 for the first that was seen, then counting up
 * @param id the lease's id, or one that the agent gave
 * @param predecessor id of the one before, whose late words no longer count
 * @param status its last {@code STATUS=}, empty if none
 * @param failure the {@code KEY=value} it gave for a failure, empty if none
 * @param inFlight its last {@code X_INFLIGHT=}, negative if it never said
 */
public record Instance(
    long number,
    String id,
    String predecessor,
    Lease lease,
    String status,
    String failure,
    @Nullable Watchdog watchdog,
    int inFlight) {

  /** In-flight count of an app that does not report one. */
  public static final int NOT_TOLD = -1;

  static Instance after(@Nullable Instance old, String id, Lease lease) {
    long number = old == null ? 1 : old.number + 1;
    String predecessor = old == null ? "" : old.id;
    String own = id.isEmpty() ? "said-" + number : id;
    return new Instance(number, own, predecessor, lease, "", "", null, NOT_TOLD);
  }

  Instance withLease(Lease newLease) {
    return new Instance(number, id, predecessor, newLease, status, failure, watchdog, inFlight);
  }

  Instance withStatus(String text) {
    return new Instance(number, id, predecessor, lease, text, failure, watchdog, inFlight);
  }

  Instance withFailure(String why) {
    return new Instance(number, id, predecessor, lease, status, why, watchdog, inFlight);
  }

  Instance withWatchdog(@Nullable Watchdog newWatchdog) {
    return new Instance(number, id, predecessor, lease, status, failure, newWatchdog, inFlight);
  }

  Instance withInFlight(int count) {
    return new Instance(number, id, predecessor, lease, status, failure, watchdog, count);
  }
}

package io.probeagent.agent.lifecycle;

import java.util.List;
import java.util.Objects;
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
 * @param silent whether its ports are all that is known of it
 * @param sockets the listening sockets of its ports as last seen, empty if none ever was: tell its
 *     listener from its successor's
 */
public record Instance(
    long number,
    String id,
    String predecessor,
    Lease lease,
    String status,
    String failure,
    @Nullable Watchdog watchdog,
    int inFlight,
    boolean silent,
    List<Long> sockets) {

  /** In-flight count of an app that does not report one. */
  public static final int NOT_TOLD = -1;

  public Instance {
    sockets = List.copyOf(sockets);
  }

  /** One of which no port was seen. */
  public Instance(
      long number,
      String id,
      String predecessor,
      Lease lease,
      String status,
      String failure,
      @Nullable Watchdog watchdog,
      int inFlight) {
    this(number, id, predecessor, lease, status, failure, watchdog, inFlight, false, List.of());
  }

  static Instance after(@Nullable Instance old, String id, Lease lease) {
    long number = old == null ? 1 : old.number + 1;
    String predecessor = old == null ? "" : old.id;
    String own = id.isEmpty() ? "said-" + number : id;
    return new Instance(number, own, predecessor, lease, "", "", null, NOT_TOLD);
  }

  Instance withLease(Lease newLease) {
    return with(newLease, status, failure, watchdog, inFlight, silent, sockets);
  }

  Instance withStatus(String text) {
    return with(lease, text, failure, watchdog, inFlight, silent, sockets);
  }

  Instance withFailure(String why) {
    return with(lease, status, why, watchdog, inFlight, silent, sockets);
  }

  Instance withWatchdog(@Nullable Watchdog newWatchdog) {
    return with(lease, status, failure, newWatchdog, inFlight, silent, sockets);
  }

  Instance withInFlight(int count) {
    return with(lease, status, failure, watchdog, count, silent, sockets);
  }

  Instance withSilent(boolean isSilent) {
    return with(lease, status, failure, watchdog, inFlight, isSilent, sockets);
  }

  Instance withSockets(List<Long> seen) {
    return with(lease, status, failure, watchdog, inFlight, silent, seen);
  }

  private Instance with(
      Lease newLease,
      String newStatus,
      String newFailure,
      @Nullable Watchdog newWatchdog,
      int newInFlight,
      boolean newSilent,
      List<Long> newSockets) {
    return new Instance(
        number,
        id,
        predecessor,
        newLease,
        newStatus,
        newFailure,
        newWatchdog,
        newInFlight,
        newSilent,
        newSockets);
  }

  // By hand, as in AppState.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Instance other
        && number == other.number
        && id.equals(other.id)
        && predecessor.equals(other.predecessor)
        && Objects.equals(lease, other.lease)
        && status.equals(other.status)
        && failure.equals(other.failure)
        && Objects.equals(watchdog, other.watchdog)
        && inFlight == other.inFlight
        && silent == other.silent
        && Objects.equals(sockets, other.sockets);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * Long.hashCode(number) + id.hashCode()) + predecessor.hashCode())
        + Objects.hashCode(lease);
  }
}

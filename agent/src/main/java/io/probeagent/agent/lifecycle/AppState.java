package io.probeagent.agent.lifecycle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one app. Immutable; made by {@link Lifecycle#next} alone.
 *
 * @param said the phase by the app's own words; {@link #phase()} is what it counts as
 * @param since when {@link #phase()} last changed, or its instance began
 * @param cause why it did
 * @param instance the run it speaks of; null as long as none was seen
 * @param file the probe file, null if there is none
 * @param fileBeat when the file's mtime was last set; means nothing without a file
 * @param readyBeat the same of the file that says ready, if that is another one, else as {@code
 *     fileBeat}
 * @param fileIsOwn whether its removal ends the instance: not if a predecessor left it behind
 * @param drain the drain under way, null if none
 * @param ports what the kernel told last, null if it was not asked
 */
public record AppState(
    Phase said,
    long since,
    Cause cause,
    @Nullable Instance instance,
    @Nullable ProbeFile file,
    long fileBeat,
    long readyBeat,
    boolean fileIsOwn,
    @Nullable Drain drain,
    @Nullable Ports ports) {

  /** An app of which nothing was seen. */
  public static AppState unknown(long now) {
    return new AppState(
        Phase.UNKNOWN, now, Cause.NOTHING_SEEN, null, null, now, now, false, null, null);
  }

  /** The phase that counts: a drain asked for from outside covers what the app says. */
  public Phase phase() {
    return drain != null && said.isAlive() ? Phase.DRAINING : said;
  }

  /** How the app is connected; none as long as no instance was seen. */
  public Lease lease() {
    return instance == null ? Lease.NONE : instance.lease();
  }

  /**
   * What is in flight: the app's own count, else the kernel's count of connections; {@link
   * Instance#NOT_TOLD} if neither is known.
   */
  public int inFlight() {
    if (instance != null && saysInFlight()) {
      return instance.inFlight();
    }
    return ports == null ? Instance.NOT_TOLD : ports.connections();
  }

  /** Whether the app itself has told what is in flight. */
  public boolean saysInFlight() {
    return instance != null && instance.inFlight() != Instance.NOT_TOLD;
  }

  /** Whether it has an instance that ends when nobody listens on its ports any more. */
  public boolean mayEndByPorts() {
    return instance != null
        && said.isAlive()
        && !instance.sockets().isEmpty()
        && !(instance.lease() instanceof Lease.Held);
  }

  /** The clean slate. Only facts are carried over that are not of a run: the file and the ports. */
  AppState begun(String id, Lease lease, Cause why, long now) {
    // A file that was there before the lease may be a dead predecessor's: no beat is missing yet,
    // and its removal says nothing of the new run.
    boolean own = fileIsOwn && lease instanceof Lease.None;
    Instance next = Instance.after(instance, id, lease);
    return new AppState(Phase.STARTING, now, why, next, file, now, now, own, null, ports);
  }

  AppState withSaid(Phase newSaid) {
    return with(newSaid, since, cause, instance, drain);
  }

  AppState withInstance(@Nullable Instance newInstance) {
    return with(said, since, cause, newInstance, drain);
  }

  AppState withFile(@Nullable ProbeFile newFile, long beat, long newReadyBeat, boolean own) {
    return new AppState(
        said, since, cause, instance, newFile, beat, newReadyBeat, own, drain, ports);
  }

  AppState withDrain(@Nullable Drain newDrain) {
    return with(said, since, cause, instance, newDrain);
  }

  AppState withPorts(Ports seen) {
    return new AppState(
        said, since, cause, instance, file, fileBeat, readyBeat, fileIsOwn, drain, seen);
  }

  AppState ended(Phase end, Cause why, long now) {
    return with(end, now, why, instance, null);
  }

  /**
   * Stamps the moment and the reason, if the phase that counts is another than before. A new
   * instance, and the end of one, come with their own.
   */
  AppState stamped(AppState before, Cause why, long now) {
    return phase() == before.phase() || said.isOver()
        ? this
        : with(said, now, why, instance, drain);
  }

  private AppState with(
      Phase newSaid,
      long newSince,
      Cause why,
      @Nullable Instance newInstance,
      @Nullable Drain newDrain) {
    return new AppState(
        newSaid, newSince, why, newInstance, file, fileBeat, readyBeat, fileIsOwn, newDrain, ports);
  }

  // By hand: the compiler has a record's methods built by method handles, at each start and on the
  // spot.

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof AppState other
        && said == other.said
        && since == other.since
        && cause == other.cause
        && Objects.equals(instance, other.instance)
        && Objects.equals(file, other.file)
        && fileBeat == other.fileBeat
        && readyBeat == other.readyBeat
        && fileIsOwn == other.fileIsOwn
        && Objects.equals(drain, other.drain)
        && Objects.equals(ports, other.ports);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * said.hashCode() + Long.hashCode(since)) + cause.hashCode())
        + Objects.hashCode(instance);
  }
}

package io.probeagent.agent.lifecycle;

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
 * @param fileIsOwn whether its removal ends the instance: not if a predecessor left it behind
 * @param drain the drain under way, null if none
 */
public record AppState(
    Phase said,
    long since,
    Cause cause,
    @Nullable Instance instance,
    @Nullable ProbeFile file,
    long fileBeat,
    boolean fileIsOwn,
    @Nullable Drain drain) {

  /** An app of which nothing was seen. */
  public static AppState unknown(long now) {
    return new AppState(Phase.UNKNOWN, now, Cause.NOTHING_SEEN, null, null, now, false, null);
  }

  /** The phase that counts: a drain asked for from outside covers what the app says. */
  public Phase phase() {
    return drain != null && said.isAlive() ? Phase.DRAINING : said;
  }

  /** How the app is connected; none as long as no instance was seen. */
  public Lease lease() {
    return instance == null ? Lease.NONE : instance.lease();
  }

  AppState withSaid(Phase newSaid) {
    return new AppState(newSaid, since, cause, instance, file, fileBeat, fileIsOwn, drain);
  }

  AppState withInstance(Instance newInstance) {
    return new AppState(said, since, cause, newInstance, file, fileBeat, fileIsOwn, drain);
  }

  AppState withFile(@Nullable ProbeFile newFile, long beat, boolean own) {
    return new AppState(said, since, cause, instance, newFile, beat, own, drain);
  }

  AppState withDrain(@Nullable Drain newDrain) {
    return new AppState(said, since, cause, instance, file, fileBeat, fileIsOwn, newDrain);
  }

  AppState ended(Phase end, Cause why, long now) {
    return new AppState(end, now, why, instance, file, fileBeat, fileIsOwn, null);
  }

  /**
   * Stamps the moment and the reason, if the phase that counts is another than before. A new
   * instance, and the end of one, come with their own.
   */
  AppState stamped(AppState before, Cause why, long now) {
    return phase() == before.phase() || said.isOver()
        ? this
        : new AppState(said, now, why, instance, file, fileBeat, fileIsOwn, drain);
  }
}

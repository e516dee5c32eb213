package io.probeagent.agent.lifecycle;

import java.util.List;

/**
 * What reaches the core: what an app says, what its sources show, what is asked of it from outside.
 */
public sealed interface Signal {
  /** The speaker of a message that does not come over a lease. */
  String ANYONE = "";

  /**
   * One message of the app.
   *
   * @param by id of the lease it came over, or {@link #ANYONE}
   * @param words in the order in which they are judged: STOPPING, READY, RELOADING, the rest
   */
  record Said(String by, List<Word> words) implements Signal {}

  /**
   * The probe file is there; sent at every change of it.
   *
   * @param beatAge how long ago its mtime was set, in ns, never negative
   * @param readyAge the same of the file that says ready, where that is another one
   */
  record FileSeen(ProbeFile file, long beatAge, long readyAge) implements Signal {
    /** One file that says alive and ready. */
    public FileSeen(ProbeFile file, long beatAge) {
      this(file, beatAge, beatAge);
    }
  }

  /**
   * The probe file is not there any more.
   *
   * @param withFolder the whole folder was gone: no word of the app's own
   */
  record FileGone(boolean withFolder) implements Signal {}

  /** A stream connection began with {@code INSTANCE=id}. */
  record LeaseOpened(String id) implements Signal {}

  /**
   * The connection of that lease ended without {@code BYE=1}. Not sent for an old connection whose
   * holder already has a new one.
   */
  record LeaseLost(String id) implements Signal {}

  /** The kernel was asked for the app's ports. */
  record PortsSeen(Ports ports) implements Signal {}

  /**
   * Somebody other than the app wants it drained.
   *
   * @param delay propagation delay in ns
   */
  record DrainAsked(Drain.Origin origin, long delay) implements Signal {}

  /** The drain is called off. */
  record Undrained() implements Signal {}
}

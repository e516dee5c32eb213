package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.Signal;
import java.util.List;

/** The files that one app touches, as looks at them. Belongs to the thread that looks. */
interface AppFiles {
  /** What a look has brought, and in how many ns another one is due; negative: none is. */
  record Look(List<Signal> signals, long again) {
    static final Look NOTHING = new Look(List.of(), -1);

    static Look of(Signal signal) {
      return new Look(List.of(signal), -1);
    }
  }

  /** Whether a short look from outside finds all as the last look left it. */
  default boolean isStill() {
    return false;
  }

  /** Whether a file of that name in the app's folder is one of them. */
  boolean has(String name);

  /**
   * Looks.
   *
   * @param stir what was told since the last look; what is made use of is cleared
   */
  Look look(Stir stir);
}

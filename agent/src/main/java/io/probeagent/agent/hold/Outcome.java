package io.probeagent.agent.hold;

import io.probeagent.agent.lifecycle.Hold;
import java.util.List;

/**
 * How a held call ended.
 *
 * @param waited how long it was held, in ns
 * @param apps in the order of the settings
 */
public record Outcome(long waited, List<OfApp> apps) {
  public Outcome {
    apps = List.copyOf(apps);
  }

  /**
   * The part of one app.
   *
   * @param joined whether its drain was under way before the call
   * @param hold a hold that is over
   */
  public record OfApp(String app, boolean joined, Hold hold) {
    /** Why it is over. */
    public Hold.Over over() {
      Hold.Over over = hold.over();
      if (over == null) {
        throw new IllegalStateException(app + " is still held");
      }
      return over;
    }
  }

  /** Whether all apps can be told to stop without a loss. */
  public boolean isDrained() {
    for (OfApp app : apps) {
      if (!app.over().isDrained()) {
        return false;
      }
    }
    return true;
  }
}

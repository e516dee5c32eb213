package io.probeagent.agent.pod;

import java.util.List;

/** Brings what is known of apps up to date, where that is not told but has to be asked for. */
@FunctionalInterface
public interface Refresh {
  /** For where there is nothing to ask. */
  Refresh NOTHING =
      new Refresh() {
        @Override
        public void now(List<App> apps, Runnable then) {
          then.run();
        }
      };

  /**
   * Asks.
   *
   * @param then runs on the event loop, once: at once if nothing has to be asked, else when the
   *     answer was taken in, or after a short time without one
   */
  void now(List<App> apps, Runnable then);

  /** The moment of which the last answer tells; means nothing before there was one. */
  default long seen() {
    return 0;
  }
}

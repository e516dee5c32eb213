package io.probeagent.agent.http;

import io.probeagent.agent.config.Values;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.wire.Grammar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The propagation delay of one call: that of the settings, or what {@code ?delay=} asks for. A
 * value that cannot be used is no reason to refuse the call: that would cost the hold.
 *
 * @param asked null for that of the settings
 * @param ignored what was not used as it is, and why; empty if nothing
 */
record DrainDelay(@Nullable Duration asked, String ignored) {
  private static final Duration MOST = Duration.ofHours(24);
  private static final int SHOWN = 40;

  /**
   * Reads a value.
   *
   * @param text as it was sent, null if none was
   */
  static DrainDelay of(@Nullable String text, List<App> apps) {
    if (text == null) {
      return new DrainDelay(null, "");
    }
    Duration cap = apps.isEmpty() ? MOST : shortestTimeout(apps);
    Duration asked = Values.duration(text, Duration.ZERO, MOST).orElse(null);
    boolean used = asked != null && asked.compareTo(cap) <= 0;
    String shown = Grammar.shown(text, SHOWN);
    String ignored =
        "delay is '" + shown + "' (expected: 0s to " + cap.toMillis() + "ms, as in 500ms or 5s)";
    return new DrainDelay(asked, used ? "" : ignored);
  }

  /** The delay of one app, in ns, never above its cap. */
  long of(App app) {
    Duration own = app.config().policy().drainDelay();
    Duration cap = app.config().policy().drainTimeout();
    Duration wanted = asked == null ? own : asked;
    return (wanted.compareTo(cap) > 0 ? cap : wanted).toNanos();
  }

  /** The longest of some apps, in ns. */
  long longest(List<App> apps) {
    long longest = 0;
    for (App app : apps) {
      longest = Math.max(longest, of(app));
    }
    return longest;
  }

  private static Duration shortestTimeout(List<App> apps) {
    Duration shortest = apps.get(0).config().policy().drainTimeout();
    for (App app : apps) {
      Duration timeout = app.config().policy().drainTimeout();
      shortest = timeout.compareTo(shortest) < 0 ? timeout : shortest;
    }
    return shortest;
  }
}

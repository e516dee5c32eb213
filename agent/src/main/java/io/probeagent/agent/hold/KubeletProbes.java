package io.probeagent.agent.hold;

import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Probed;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.pod.PodListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What readiness answers kubelet was given. It is known by its {@code User-Agent}, which anybody
 * can send: a liar can make a hold last to its cap, or no longer than the propagation delay.
 */
final class KubeletProbes implements PodListener {
  private final Map<App, Probed> seen = new HashMap<>();

  Probed of(App app) {
    return seen.getOrDefault(app, Probed.NONE);
  }

  /** An answer on {@code /ready} of all those apps, or on {@code /ready/<app>} of that one. */
  void answered(List<App> all, @Nullable App one, boolean ok, long now) {
    if (one != null) {
      Probed old = of(one);
      seen.put(one, old.withOwn(old.own().answered(ok, now)));
      return;
    }
    for (App app : all) {
      Probed old = of(app);
      seen.put(app, old.withAll(old.all().answered(ok, now)));
    }
  }

  /** What was answered before a drain tells kubelet nothing of it. */
  @Override
  public void changed(App app, View before, View after) {
    Drain was = before.state().drain();
    Drain is = after.state().drain();
    if (is != null && (was == null || was.since() != is.since())) {
      seen.computeIfPresent(app, (a, probed) -> probed.counted());
    }
  }
}

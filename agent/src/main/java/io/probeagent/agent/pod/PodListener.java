package io.probeagent.agent.pod;

import io.probeagent.agent.pod.App.View;

/** Is told of every change of an app's state, on the event loop, after the new view holds. */
@FunctionalInterface
public interface PodListener {
  void changed(App app, View before, View after);
}

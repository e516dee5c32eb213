package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;

/** What an operator may ask for over an app's socket; one line in, one line out. */
public interface Control {
  /** Asks for a drain of one app; returns the answer, {@code OK …} or {@code ERR …}. */
  String drain(App app, String who);

  /** Calls a drain of one app off. */
  String undrain(App app, String who);

  /** One line of JSON. */
  String state(App app);

  /** {@code OK} or {@code ERR reason} for {@code live}, {@code ready} or {@code startup}. */
  String check(App app, String probe);

  /** The answer to one who may not, which is told and counted. */
  String refused(App app, String what, String who);
}

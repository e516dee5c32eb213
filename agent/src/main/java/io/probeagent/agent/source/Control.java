package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;
import java.util.function.Consumer;

/** What an operator may ask for over an app's socket; one line in, one line out. */
public interface Control {
  /** Asks for a drain of one app; returns the answer, {@code OK …} or {@code ERR …}. */
  String drain(App app, String who);

  /** Calls a drain of one app off. */
  String undrain(App app, String who);

  /** Gives one line of JSON, now or later. */
  void state(App app, Consumer<String> answer);

  /**
   * Gives {@code OK} or {@code ERR reason} for {@code live}, {@code ready} or {@code startup}, now
   * or later.
   */
  void check(App app, String probe, Consumer<String> answer);

  /** The answer to one who may not, which is told and counted. */
  String refused(App app, String what, String who);
}

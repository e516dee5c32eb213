package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;
import java.util.function.Consumer;

/** What an operator may ask for over an app's socket; one line in, one line out. */
public interface Control {
  /** One who waits for an answer, and may go away before that. */
  interface Waiting {
    /** For one who does not wait any more. */
    Waiting NOT =
        new Waiting() {
          @Override
          public void left() {}

          @Override
          public void mayHaveLeft() {}
        };

    /** Its connection has ended. */
    void left();

    /** It sends no more: it only listens, or has gone. */
    void mayHaveLeft();
  }

  /** Asks for a drain of one app; returns the answer, {@code OK …} or {@code ERR …}. */
  String drain(App app, String who);

  /**
   * The same, answered when the drain is over, by one line of JSON or {@code ERR …}.
   *
   * @param out takes the answer, now or later
   */
  Waiting drainAndWait(App app, String who, Consumer<String> out);

  /** Refuses that, but late: a hook may wait for the answer. */
  Waiting refusedLate(App app, String what, String who, Consumer<String> out);

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

package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says what it was asked. */
final class FakeControl implements Control {
  /** Those who wait for the end of a drain. */
  final List<Consumer<String>> waiting = new CopyOnWriteArrayList<>();

  @Override
  public String drain(App app, String who) {
    return "OK drain " + app.name() + " by " + who;
  }

  @Override
  public Waiting drainAndWait(App app, String who, Consumer<String> out) {
    waiting.add(out);
    return new Waiting() {
      @Override
      public void left() {
        waiting.remove(out);
      }

      @Override
      public void mayHaveLeft() {
        waiting.remove(out);
      }
    };
  }

  @Override
  public Waiting refusedLate(App app, String what, String who, Consumer<String> out) {
    return drainAndWait(app, who, answer -> out.accept(refused(app, what, who)));
  }

  /** Answers all who wait for the end of a drain. */
  void over(String answer) {
    List.copyOf(waiting).forEach(out -> out.accept(answer));
    waiting.clear();
  }

  @Override
  public String undrain(App app, String who) {
    return "OK undrain " + app.name() + " by " + who;
  }

  @Override
  public void state(App app, Consumer<String> answer) {
    answer.accept("{\"state\":\"" + app.name() + "\"}");
  }

  @Override
  public void check(App app, String probe, Consumer<String> answer) {
    answer.accept("OK check " + app.name() + " " + probe);
  }

  @Override
  public String refused(App app, String what, String who) {
    return "ERR refused " + what + " to " + who;
  }
}

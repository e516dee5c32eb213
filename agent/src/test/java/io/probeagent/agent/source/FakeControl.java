package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;
import java.util.function.Consumer;

/** Says what it was asked. */
final class FakeControl implements Control {
  @Override
  public String drain(App app, String who) {
    return "OK drain " + app.name() + " by " + who;
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

package io.probeagent.agent.source;

import io.probeagent.agent.pod.App;

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
  public String state(App app) {
    return "{\"state\":\"" + app.name() + "\"}";
  }

  @Override
  public String check(App app, String probe) {
    return "OK check " + app.name() + " " + probe;
  }

  @Override
  public String refused(App app, String what, String who) {
    return "ERR refused " + what + " to " + who;
  }
}

package io.probeagent.agent;

import io.probeagent.agent.http.StateView;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Plan;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Verdict;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.source.Control;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What operators ask for over an app's socket: of that app, and of no other. */
record PodControl(Pod pod, StateView state, Refresh refresh, EventLog log, Counters counters)
    implements Control {

  @Override
  public String drain(App app, String who) {
    told("drain", "accepted", app, who);
    long delay = app.config().policy().drainDelay().toNanos();
    Drain drain =
        pod.signal(app, new Signal.DrainAsked(Drain.Origin.OUTSIDE, delay)).state().drain();
    if (drain == null) {
      return "OK nothing to drain";
    }
    Plan plan = Plan.of(drain, pod.now());
    return "OK delay_ms=" + plan.delayMillis() + " deadline_ms=" + plan.deadlineMillis();
  }

  @Override
  public String undrain(App app, String who) {
    told("undrain", "accepted", app, who);
    Drain drain = pod.signal(app, new Signal.Undrained()).state().drain();
    return drain == null ? "OK" : "ERR " + app.name() + " stops by itself, which is final";
  }

  @Override
  public void state(App app, Consumer<String> answer) {
    refresh.now(List.of(app), () -> answer.accept(state(app)));
  }

  @Override
  public void check(App app, String probe, Consumer<String> answer) {
    refresh.now(List.of(app), () -> answer.accept(check(app, probe)));
  }

  String state(App app) {
    return new String(state.bytes(List.of(app)), StandardCharsets.UTF_8).strip();
  }

  String check(App app, String probe) {
    Verdicts verdicts = pod.view(app).verdicts();
    Verdict verdict;
    switch (probe) {
      case "live" -> verdict = verdicts.live();
      case "ready" -> verdict = verdicts.ready();
      case "startup" -> verdict = verdicts.startup();
      default -> {
        return "ERR probe is '" + probe + "' (expected: live, ready or startup)";
      }
    }
    String not = probe.equals("startup") ? "started" : probe;
    return verdict.ok() ? "OK" : "ERR " + app.name() + " not " + not + ": " + verdict.reason();
  }

  @Override
  public String refused(App app, String what, String who) {
    told(what.toLowerCase(java.util.Locale.ROOT), "refused", app, who);
    return "ERR " + who + " may not " + what + " (see PROBE_CONTROL_UIDS)";
  }

  private void told(String verb, String result, App app, String who) {
    counters.control(verb, result);
    log.info("control", "verb", verb, "result", result, "app", app.name(), "who", who);
  }
}

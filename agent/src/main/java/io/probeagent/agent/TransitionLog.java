package io.probeagent.agent;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.pod.PodListener;

/** One line per transition, and one where a verdict changes within a phase; both are counted. */
record TransitionLog(EventLog log, Counters counters) implements PodListener {
  private static final double NANOS = 1e9;

  @Override
  public void changed(App app, View before, View after) {
    AppState was = before.state();
    AppState is = after.state();
    if (was.phase() != is.phase() || number(was) != number(is)) {
      counters.transition(app.name(), was.phase(), is.phase(), is.cause());
      transition(app, was, is);
    } else if (!sameOutcome(before.verdicts(), after.verdicts())) {
      verdict(app, after.verdicts());
    }
    Drain ended = was.drain();
    if (ended != null && is.drain() == null) {
      counters.drained(app.name(), (is.since() - ended.since()) / NANOS);
    }
  }

  private void transition(App app, AppState was, AppState is) {
    Instance instance = is.instance();
    String status = instance == null ? "" : instance.status() + instance.failure();
    Object[] line = {
      "app", app.name(),
      "from", was.phase(),
      "to", is.phase(),
      "cause", is.cause().text(),
      "instance", instance == null ? "" : instance.number() + "/" + instance.id(),
      "status", status
    };
    log.info("transition", status.isEmpty() ? java.util.Arrays.copyOf(line, 10) : line);
  }

  private void verdict(App app, Verdicts verdicts) {
    String reason = verdicts.live().ok() ? verdicts.ready().reason() : verdicts.live().reason();
    log.warn(
        "verdict",
        "app",
        app.name(),
        "phase",
        verdicts.phase(),
        "live",
        verdicts.live().ok(),
        "ready",
        verdicts.ready().ok(),
        "reason",
        reason);
  }

  private static boolean sameOutcome(Verdicts a, Verdicts b) {
    return a.startup().ok() == b.startup().ok()
        && a.live().ok() == b.live().ok()
        && a.ready().ok() == b.ready().ok();
  }

  private static long number(AppState state) {
    Instance instance = state.instance();
    return instance == null ? 0 : instance.number();
  }
}

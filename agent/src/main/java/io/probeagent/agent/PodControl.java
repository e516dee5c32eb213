package io.probeagent.agent;

import io.probeagent.agent.hold.Call;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.http.DrainReport;
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
import java.util.Locale;
import java.util.function.Consumer;

/** What operators ask for over an app's socket: of that app, and of no other. */
record PodControl(
    Pod pod,
    StateView state,
    Refresh refresh,
    Holds holds,
    LateAnswers late,
    EventLog log,
    Counters counters)
    implements Control {

  @Override
  public String drain(App app, String who) {
    told("drain", "accepted", app, who);
    Drain drain =
        pod.signal(app, new Signal.DrainAsked(Drain.Origin.OUTSIDE, delay(app))).state().drain();
    if (drain == null) {
      return "OK nothing to drain";
    }
    Plan plan = Plan.of(drain, pod.now());
    return "OK delay_ms=" + plan.delayMillis() + " deadline_ms=" + plan.deadlineMillis();
  }

  @Override
  public Waiting drainAndWait(App app, String who, Consumer<String> out) {
    String tooMany = "ERR too many calls wait for a drain";
    Call call =
        holds.drain(
            List.of(app),
            PodControl::delay,
            who,
            outcome ->
                out.accept(outcome.map(o -> line(DrainReport.bytes(o, "", pod))).orElse(tooMany)));
    if (call == null) {
      out.accept(tooMany);
      return Waiting.NOT;
    }
    return waiting(() -> holds.leave(call), call::leaves);
  }

  @Override
  public Waiting refusedLate(App app, String what, String who, Consumer<String> out) {
    String answer = refused(app, what, who);
    LateAnswers.Wait wait = late.after(delay(app), () -> out.accept(answer));
    if (wait == null) {
      out.accept(answer);
      return Waiting.NOT;
    }
    return waiting(() -> late.leave(wait), wait::leaves);
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
    return line(state.bytes(List.of(app)));
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
    told(what.toLowerCase(Locale.ROOT), "refused", app, who);
    return "ERR " + who + " may not " + what + " (see PROBE_CONTROL_UIDS)";
  }

  private static Waiting waiting(Runnable left, Runnable mayHaveLeft) {
    return new Waiting() {
      @Override
      public void left() {
        left.run();
      }

      @Override
      public void mayHaveLeft() {
        mayHaveLeft.run();
      }
    };
  }

  private void told(String verb, String result, App app, String who) {
    counters.control(verb, result);
    log.info("control", "verb", verb, "result", result, "app", app.name(), "who", who);
  }

  private static long delay(App app) {
    return app.config().policy().drainDelay().toNanos();
  }

  private static String line(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).strip();
  }
}

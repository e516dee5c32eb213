package io.probeagent.tools.plan;

import io.probeagent.tools.plan.Ending.Drained;
import io.probeagent.tools.plan.Timeline.Event;
import io.probeagent.tools.plan.Timeline.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Adds up the terms in the order in which they happen; the times are what they come to. */
final class Reckoning {
  private final Ending ending;
  private final List<Term> terms = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  Reckoning(Ending ending) {
    this.ending = ending;
  }

  Timeline timeline() {
    Drained agent = ending.agent();
    Duration hook;
    Duration closes;
    if (ending.hook() instanceof Hook.Drain drain && drain.token() && agent != null) {
      hook = drained(agent);
      closes = hook;
    } else {
      hook = waited(agent);
      // An app that says STOPPING=1 itself, with no drain before it, serves on for the delay.
      // Another closes at its SIGTERM, be it in the middle of its hook.
      closes = agent == null ? earlier(hook, ending.grace()) : add("drain delay", agent.delay());
      add("longest request", ending.longest());
    }
    Duration answered = passed;
    add("to end", Timeline.MARGIN);
    Duration grace = ending.grace();
    Duration sigterm = hook.compareTo(grace) < 0 ? hook : grace;
    Duration left = sigterm.plus(Timeline.LEFT_AFTER_HOOK);
    Duration sigkill = left.compareTo(grace) > 0 ? left : grace;
    tell(sigterm, closes, answered, sigkill);
    return new Timeline(
        ending, sigterm, closes, answered, sigkill, List.copyOf(events), List.copyOf(terms));
  }

  /** A hook that does not begin a drain. */
  private Duration waited(@org.jspecify.annotations.Nullable Drained agent) {
    Hook hook = ending.hook();
    if (hook instanceof Hook.Sleep sleep) {
      return add("preStop sleep", sleep.time());
    }
    if (hook instanceof Hook.Other other) {
      return add("preStop (%s) of unknown length".formatted(other.what()), Duration.ZERO);
    }
    return hook instanceof Hook.Drain && agent != null
        ? add("preStop /drain without a token", agent.delay())
        : passed;
  }

  /** A hook that begins a drain, and is held; returns when it ends. */
  private Duration drained(Drained agent) {
    if (!agent.noticed().isZero()) {
      events.add(new Event(agent.noticed(), "kubelet has been given the 503 that counts"));
    }
    boolean slow = agent.noticed().compareTo(agent.delay()) > 0;
    if (!agent.untilIdle()) {
      Duration hold =
          add(slow ? "kubelet's 503" : "drain delay", later(agent.delay(), agent.noticed()));
      Duration end = earlier(hold, agent.cap());
      add("longest request", ending.longest());
      return end;
    }
    if (agent.delay().plus(ending.longest()).compareTo(agent.noticed()) >= 0) {
      add("drain delay", agent.delay());
      add("longest request", ending.longest());
    } else {
      add("kubelet's 503", agent.noticed());
    }
    return earlier(passed, agent.cap());
  }

  private Duration add(String what, Duration time) {
    terms.add(new Term(what, time));
    passed = passed.plus(time);
    return passed;
  }

  private void tell(Duration sigterm, Duration closes, Duration answered, Duration sigkill) {
    String app = ending.container();
    events.add(new Event(Duration.ZERO, "the pod is deleted and leaves the endpoints; " + begin()));
    events.add(
        new Event(
            Timeline.PROPAGATION,
            "every kube-proxy knows (usual; a cloud's load balancer may take minutes)"));
    if (!sigterm.isZero()) {
      String end = ending.hook() instanceof Hook.Drain ? "/drain answers" : "preStop ends";
      events.add(new Event(sigterm, end + ": SIGTERM to " + app));
    }
    if (closes.compareTo(sigterm) > 0) {
      events.add(
          new Event(closes, "an app that said STOPPING=1 has served on for the delay, and closes"));
    }
    events.add(new Event(answered, "the last request is answered"));
    events.add(new Event(answered.plus(Timeline.MARGIN), app + " has ended" + agentEnds()));
    events.add(new Event(sigkill, "SIGKILL for what is left"));
    events.sort(Comparator.comparing(Event::at));
  }

  private String begin() {
    Hook hook = ending.hook();
    if (hook instanceof Hook.None) {
      return "no preStop: SIGTERM to " + ending.container();
    }
    if (hook instanceof Hook.Sleep) {
      return "preStop sleeps";
    }
    if (hook instanceof Hook.Drain drain) {
      return drain.token()
          ? "preStop asks the agent: /drain is held, /ready is 503"
          : "preStop asks the agent without its token: /drain waits for the delay";
    }
    return "preStop begins";
  }

  private String agentEnds() {
    Drained agent = ending.agent();
    if (agent == null) {
      return "";
    }
    return agent.isNative() ? "; SIGTERM to the agent" : ", and the agent after it";
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

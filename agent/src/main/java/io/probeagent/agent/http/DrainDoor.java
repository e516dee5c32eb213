package io.probeagent.agent.http;

import io.netty.channel.Channel;
import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Plan;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Timers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /drain} and {@code /undrain}: who may, and what those get who may not.
 *
 * <p>kubelet takes any answer to a preStop hook for success and sends SIGTERM right behind it. So a
 * {@code /drain} without the right token changes nothing, but is refused only after the drain
 * delay: a mistyped token costs the early readiness flip, never the hold. Such waits are few.
 */
final class DrainDoor {
  static final int MOST_WAITING = 8;

  private final Pod pod;
  private final ControlToken token;
  private final Timers timers;
  private final EventLog log;
  private final Counters counters;
  private final Map<Channel, Wait> waiting = new LinkedHashMap<>();
  private boolean timed;

  /** One who has no token, and is told so at a moment. */
  private record Wait(long until, Consumer<Answer> answer) {}

  DrainDoor(Pod pod, ControlToken token, Timers timers, EventLog log, Counters counters) {
    this.pod = pod;
    this.token = token;
    this.timers = timers;
    this.log = log;
    this.counters = counters;
  }

  /**
   * Drains all apps, or makes the caller wait.
   *
   * @param who for the log
   * @param answer takes the answer, now or later
   * @return whether the answer comes later
   */
  boolean drain(
      Channel channel, @Nullable String authorization, String who, Consumer<Answer> answer) {
    if (token.admits(authorization)) {
      told("drain", "accepted", who);
      pod.apps().forEach(this::ask);
      answer.accept(Answer.json(200, plans()));
      return false;
    }
    if (waiting.size() >= MOST_WAITING) {
      told("drain", "too_many", who);
      answer.accept(Answer.text(429, "too many callers wait without a valid token\n"));
      return false;
    }
    told("drain", "refused", who);
    waiting.put(channel, new Wait(pod.now() + longestDelay(), answer));
    setTimer();
    return true;
  }

  Answer undrain(@Nullable String authorization, String who) {
    if (!token.admits(authorization)) {
      told("undrain", "refused", who);
      return Answer.text(403, "no valid bearer token\n");
    }
    told("undrain", "accepted", who);
    pod.apps().forEach(app -> pod.signal(app, new Signal.Undrained()));
    return Answer.json(200, plans());
  }

  /** The caller has gone before it got its answer. */
  void left(Channel channel) {
    waiting.remove(channel);
  }

  void ask(App app) {
    long delay = app.config().policy().drainDelay().toNanos();
    pod.signal(app, new Signal.DrainAsked(Origin.OUTSIDE, delay));
  }

  /** One timer for all: those who come and go leave none behind. The delay is the same for all. */
  private void setTimer() {
    if (!timed && !waiting.isEmpty()) {
      timed = true;
      timers.in(waiting.values().iterator().next().until - pod.now(), this::refuse);
    }
  }

  private void refuse() {
    timed = false;
    long now = pod.now();
    while (!waiting.isEmpty()) {
      Map.Entry<Channel, Wait> first = waiting.entrySet().iterator().next();
      if (first.getValue().until - now > 0) {
        break;
      }
      waiting.remove(first.getKey());
      first
          .getValue()
          .answer
          .accept(Answer.text(403, "no valid bearer token; nothing was drained\n"));
    }
    setTimer();
  }

  private long longestDelay() {
    return pod.apps().stream()
        .mapToLong(app -> app.config().policy().drainDelay().toNanos())
        .max()
        .orElse(0);
  }

  private void told(String verb, String result, String who) {
    counters.control(verb, result);
    log.info("control", "verb", verb, "result", result, "who", who);
  }

  /** {@code {"apps":[{"app":"web","phase":"DRAINING","delay_ms":5000,"deadline_ms":20000}]}}. */
  private byte[] plans() {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("apps");
          for (App app : pod.apps()) {
            App.View view = pod.view(app);
            json.writeStartObject();
            json.writeStringField("app", app.name());
            json.writeStringField("phase", view.state().phase().name());
            if (view.state().drain() != null) {
              Plan plan = Plan.of(view.state().drain(), pod.now());
              json.writeNumberField("delay_ms", plan.delayMillis());
              json.writeNumberField("deadline_ms", plan.deadlineMillis());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}

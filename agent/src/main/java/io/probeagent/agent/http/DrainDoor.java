package io.probeagent.agent.http;

import io.netty.channel.Channel;
import io.probeagent.agent.hold.Call;
import io.probeagent.agent.hold.Holds;
import io.probeagent.agent.hold.LateAnswers;
import io.probeagent.agent.hold.Outcome;
import io.probeagent.agent.lifecycle.Plan;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /drain} and {@code /undrain}: who may, and what those get who may not.
 *
 * <pre>
 *   /drain    the token                  200 when the drain is over; 429 at once beyond 64 calls
 *             the token, no such app     404 after the drain delay  ┐ 8 at a time, beyond:
 *             not the token              403 after the drain delay  ┘ 429 at once
 *   /undrain  the token                  200; no such app: 404
 *             not the token              403
 * </pre>
 *
 * Nothing that is wrong with a {@code /drain} is told at once: kubelet takes any answer to a
 * preStop hook for success, and a mistyped token shall cost the early readiness flip, never the
 * hold.
 */
final class DrainDoor {
  private final Pod pod;
  private final ControlToken token;
  private final Holds holds;
  private final LateAnswers late;
  private final EventLog log;
  private final Counters counters;
  private final Map<Channel, Place> places = new HashMap<>();

  /** Where a caller waits; nowhere as long as its token is judged. */
  private static final class Place {
    @Nullable Call call;
    LateAnswers.@Nullable Wait wait;
    boolean leaving;
  }

  DrainDoor(
      Pod pod, ControlToken token, Holds holds, LateAnswers late, EventLog log, Counters counters) {
    this.pod = pod;
    this.token = token;
    this.holds = holds;
    this.late = late;
    this.log = log;
    this.counters = counters;
  }

  /**
   * Drains, or makes the caller wait.
   *
   * @param who for the log
   * @param answer takes the answer, now or later
   */
  void drain(
      Channel channel,
      Route route,
      @Nullable String authorization,
      String who,
      Consumer<Answer> answer) {
    Place place = new Place();
    places.put(channel, place);
    Consumer<Answer> last =
        a -> {
          places.remove(channel, place);
          answer.accept(a);
        };
    token.check(
        authorization,
        admitted -> {
          if (places.get(channel) == place) {
            decide(place, route, admitted, who, last);
          }
        });
  }

  private void decide(
      Place place, Route route, boolean admitted, String who, Consumer<Answer> answer) {
    List<App> apps = pod.select(route.app());
    DrainDelay delay = DrainDelay.of(route.delay(), apps.isEmpty() ? pod.apps() : apps);
    if (!delay.ignored().isEmpty()) {
      log.warn("drain_delay", "ignored", delay.ignored(), "who", who);
    }
    if (!admitted) {
      String body = "no valid bearer token; nothing was drained\n";
      later(place, delay, apps, "refused", () -> Answer.text(403, body), who, answer);
    } else if (apps.isEmpty()) {
      later(place, delay, apps, "unknown_app", this::unknown, who, answer);
    } else {
      Call call =
          holds.drain(apps, delay::of, who, outcome -> answer.accept(of(outcome, delay.ignored())));
      if (call == null) {
        answer.accept(Answer.text(429, "too many calls wait for a drain\n"));
        return;
      }
      place.call = call;
      if (place.leaving) {
        call.leaves();
      }
    }
  }

  /** Nothing is drained, and that is told only after the delay. */
  private void later(
      Place place,
      DrainDelay delay,
      List<App> apps,
      String result,
      Supplier<Answer> refusal,
      String who,
      Consumer<Answer> answer) {
    long nanos = delay.longest(apps.isEmpty() ? pod.apps() : apps);
    place.wait = late.after(nanos, () -> answer.accept(refusal.get()));
    if (place.wait == null) {
      told("drain", "too_many", who);
      answer.accept(Answer.text(429, "too many callers wait without a valid token\n"));
      return;
    }
    told("drain", result, who);
    if (place.leaving) {
      place.wait.leaves();
    }
  }

  void undrain(Route route, @Nullable String authorization, String who, Consumer<Answer> answer) {
    token.check(
        authorization,
        admitted -> {
          List<App> apps = pod.select(route.app());
          String result = !admitted ? "refused" : apps.isEmpty() ? "unknown_app" : "accepted";
          told("undrain", result, who);
          if (!admitted) {
            answer.accept(Answer.text(403, "no valid bearer token\n"));
          } else if (apps.isEmpty()) {
            answer.accept(unknown());
          } else {
            apps.forEach(app -> pod.signal(app, new Signal.Undrained()));
            answer.accept(Answer.json(200, plans(apps)));
          }
        });
  }

  /** The caller has gone before it got its answer. */
  void left(Channel channel) {
    Place place = places.remove(channel);
    if (place != null && place.call != null) {
      holds.leave(place.call);
    } else if (place != null && place.wait != null) {
      late.leave(place.wait);
    }
  }

  /** The caller sends no more: it may have gone, or only listens. */
  void ended(Channel channel) {
    Place place = places.get(channel);
    if (place == null) {
      return;
    }
    place.leaving = true;
    if (place.call != null) {
      place.call.leaves();
    } else if (place.wait != null) {
      place.wait.leaves();
    }
  }

  private Answer of(Optional<Outcome> outcome, String ignored) {
    return outcome
        .map(over -> Answer.json(200, DrainReport.bytes(over, ignored, pod)))
        .orElseGet(() -> Answer.text(429, "too many calls wait for a drain\n"));
  }

  private Answer unknown() {
    String known = App.names(pod.apps(), ", ");
    return Answer.text(404, "no such app (expected: " + known + "); nothing was changed\n");
  }

  private void told(String verb, String result, String who) {
    counters.control(verb, result);
    log.info("control", "verb", verb, "result", result, "who", who);
  }

  /** {@code {"apps":[{"app":"web","phase":"DRAINING","delay_ms":5000,"deadline_ms":30000}]}}. */
  private byte[] plans(List<App> apps) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("apps");
          for (App app : apps) {
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

package io.probeagent.agent.http;

import io.probeagent.agent.json.JsonText;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Ports;
import io.probeagent.agent.lifecycle.Verdict;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.time.Moment;
import io.probeagent.agent.time.Ticker;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All that the agent knows, for people and tools.
 *
 * <pre>
 * {"agent":{"version":"0.1.0","uptime_ms":8123},
 *  "apps":[{"app":"app","phase":"READY","since":"2026-11-22T14:00:00.123Z","cause":"READY=1",
 *    "startup":{"ok":true},"live":{"ok":true},"ready":{"ok":true},
 *    "instance":{"number":1,"id":"4f2a","lease":"held","status":"","failure":"","in_flight":3,
 *      "watchdog":{"every_ms":3000,"age_ms":210}},
 *    "in_flight":3,"in_flight_from":"app",
 *    "ports":{"closed":[8081],"connections":12,"age_ms":40},
 *    "file":{"id":"4f2a","age_ms":4000},
 *    "drain":{"origin":"APP","elapsed_ms":400,"delay_left_ms":4600,"deadline_left_ms":26600}}],
 *  "source_errors":[{"app":"app","source":"file","kind":"unreadable","count":1,"last":"…"}]}
 * </pre>
 *
 * {@code instance}, {@code watchdog}, {@code in_flight}, {@code ports}, {@code file} and {@code
 * drain} are missing where there is none. What is in flight is counted by the app, or else by the
 * kernel: connections of its ports.
 */
public final class StateView {
  private final Pod pod;
  private final Refresh refresh;
  private final Counters counters;
  private final Ticker ticker;
  private final String version;
  private final long started;

  /** One where there is nothing to ask. */
  public StateView(Pod pod, Counters counters, Ticker ticker, String version) {
    this(pod, Refresh.NOTHING, counters, ticker, version);
  }

  /**
   * @param refresh what the ports' age is known from
   */
  public StateView(Pod pod, Refresh refresh, Counters counters, Ticker ticker, String version) {
    this.pod = pod;
    this.refresh = refresh;
    this.counters = counters;
    this.ticker = ticker;
    this.version = version;
    this.started = ticker.nanos();
  }

  /** The state of some apps, on one line that ends with a line break. */
  public byte[] bytes(List<App> apps) {
    long now = ticker.nanos();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("agent");
          json.writeStringField("version", version);
          json.writeNumberField("uptime_ms", millis(now - started));
          json.writeEndObject();
          json.writeArrayFieldStart("apps");
          for (App app : apps) {
            app(json, app.name(), pod.view(app), now);
          }
          json.writeEndArray();
          errors(json, apps);
          json.writeEndObject();
        });
  }

  private void app(JsonText json, String name, View view, long now) {
    AppState state = view.state();
    json.writeStartObject();
    json.writeStringField("app", name);
    json.writeStringField("phase", state.phase().name());
    json.writeStringField("since", Moment.text(ticker.wall().minusNanos(now - state.since())));
    json.writeStringField("cause", state.cause().text());
    verdict(json, "startup", view.verdicts().startup());
    verdict(json, "live", view.verdicts().live());
    verdict(json, "ready", view.verdicts().ready());
    Instance instance = state.instance();
    if (instance != null) {
      json.writeFieldName("instance");
      instance(json, instance, now);
    }
    if (state.inFlight() != Instance.NOT_TOLD) {
      json.writeNumberField("in_flight", state.inFlight());
      json.writeStringField("in_flight_from", state.saysInFlight() ? "app" : "ports");
    }
    if (state.ports() != null) {
      ports(json, state.ports(), now);
    }
    if (state.file() != null) {
      json.writeObjectFieldStart("file");
      json.writeStringField("id", state.file().id());
      json.writeNumberField("age_ms", millis(now - state.fileBeat()));
      json.writeEndObject();
    }
    Drain drain = state.drain();
    if (drain != null) {
      json.writeObjectFieldStart("drain");
      json.writeStringField("origin", drain.origin().name());
      json.writeNumberField("elapsed_ms", millis(now - drain.since()));
      json.writeNumberField("delay_left_ms", millis(drain.since() + drain.delay() - now));
      json.writeNumberField("deadline_left_ms", millis(drain.deadline() - now));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void instance(JsonText json, Instance instance, long now) {
    json.writeStartObject();
    json.writeNumberField("number", instance.number());
    json.writeStringField("id", instance.id());
    json.writeStringField("lease", lease(instance.lease()));
    json.writeStringField("status", instance.status());
    json.writeStringField("failure", instance.failure());
    if (instance.inFlight() != Instance.NOT_TOLD) {
      json.writeNumberField("in_flight", instance.inFlight());
    }
    Watchdog dog = instance.watchdog();
    if (dog != null && dog.isOn()) {
      json.writeObjectFieldStart("watchdog");
      json.writeNumberField("every_ms", millis(dog.every()));
      json.writeNumberField("age_ms", millis(now - dog.beat()));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void ports(JsonText json, Ports ports, long now) {
    json.writeObjectFieldStart("ports");
    json.writeArrayFieldStart("closed");
    for (int port : ports.closed()) {
      json.writeNumber(port);
    }
    json.writeEndArray();
    json.writeNumberField("connections", ports.connections());
    json.writeNumberField("age_ms", millis(now - refresh.seen()));
    json.writeEndObject();
  }

  private void errors(JsonText json, List<App> apps) {
    Set<String> names = new HashSet<>();
    apps.forEach(app -> names.add(app.name()));
    json.writeArrayFieldStart("source_errors");
    for (Map.Entry<Counters.SourceError, Counters.Tally> entry : counters.sourceErrors()) {
      Counters.SourceError error = entry.getKey();
      if (!error.app().isEmpty() && !names.contains(error.app())) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("app", error.app());
      json.writeStringField("source", error.source());
      json.writeStringField("kind", error.kind());
      json.writeNumberField("count", entry.getValue().count());
      json.writeStringField("last", entry.getValue().last());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void verdict(JsonText json, String name, Verdict verdict) {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("ok", verdict.ok());
    if (!verdict.ok()) {
      json.writeStringField("reason", verdict.reason());
    }
    json.writeEndObject();
  }

  private static String lease(Lease lease) {
    if (lease instanceof Lease.None) {
      return "none";
    } else if (lease instanceof Lease.Held) {
      return "held";
    }
    return lease instanceof Lease.Lost ? "lost" : "awaited";
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}

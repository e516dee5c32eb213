package io.probeagent.agent.state;

import io.probeagent.agent.json.JsonText;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.wire.Grammar;
import java.util.Map;

/**
 * Writes the state file. Moments are written as ages in nanoseconds before {@code saved_mono_ns},
 * which is only comparable within one boot of the node.
 *
 * <pre>
 * {"version":2,"boot":"5c0f…","saved_mono_ns":81234567890,"apps":{"app":{
 *   "said":"READY","age_ns":1200,"cause":"READY","file_is_own":true,"file_beat_age_ns":1200,
 *   "ready_beat_age_ns":1200,
 *   "instance":{"number":1,"id":"4f2a","predecessor":"","lease":"held","lease_age_ns":0,
 *     "status":"","failure":"","watchdog_ns":0,"silent":false,"sockets":[]},
 *   "file":{"id":"4f2a","named":true,"lines":["READY=1"],"stamp":17},
 *   "drain":{"origin":"OUTSIDE","age_ns":5,"delay_ns":5,"left_ns":5,"was_ready":true,"ready_said":false}}}}
 * </pre>
 *
 * {@code watchdog_ns} is 0 where there is none, and -1 where the app has turned it off.
 */
final class StateCodec {
  static final int VERSION = 2;

  private StateCodec() {}

  static byte[] write(Map<String, AppState> apps, String boot, long now) {
    JsonText json = new JsonText();
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeStringField("boot", boot);
    json.writeNumberField("saved_mono_ns", now);
    json.writeObjectFieldStart("apps");
    for (Map.Entry<String, AppState> entry : apps.entrySet()) {
      json.writeFieldName(entry.getKey());
      app(json, entry.getValue(), now);
    }
    json.writeEndObject();
    json.writeEndObject();
    return json.bytes();
  }

  private static void app(JsonText json, AppState state, long now) {
    json.writeStartObject();
    json.writeStringField("said", state.said().name());
    json.writeNumberField("age_ns", now - state.since());
    json.writeStringField("cause", state.cause().name());
    json.writeBooleanField("file_is_own", state.fileIsOwn());
    // Whoever sets the mtime can set it to any year.
    json.writeNumberField("file_beat_age_ns", within(now - state.fileBeat()));
    json.writeNumberField("ready_beat_age_ns", within(now - state.readyBeat()));
    Instance instance = state.instance();
    if (instance != null) {
      json.writeFieldName("instance");
      instance(json, instance, now);
    }
    ProbeFile file = state.file();
    if (file != null) {
      json.writeObjectFieldStart("file");
      json.writeStringField("id", file.id());
      json.writeBooleanField("named", file.named());
      json.writeArrayFieldStart("lines");
      for (Word word : file.words()) {
        json.writeString(Grammar.format(word));
      }
      json.writeEndArray();
      json.writeNumberField("stamp", file.stamp());
      json.writeEndObject();
    }
    Drain drain = state.drain();
    if (drain != null) {
      json.writeObjectFieldStart("drain");
      json.writeStringField("origin", drain.origin().name());
      json.writeNumberField("age_ns", now - drain.since());
      json.writeNumberField("delay_ns", drain.delay());
      json.writeNumberField("left_ns", drain.deadline() - now);
      json.writeBooleanField("was_ready", drain.wasReady());
      json.writeBooleanField("ready_said", drain.readySaid());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void instance(JsonText json, Instance instance, long now) {
    Lease lease = instance.lease();
    long since =
        lease instanceof Lease.Lost lost
            ? lost.since()
            : lease instanceof Lease.Awaited awaited ? awaited.since() : now;
    Watchdog dog = instance.watchdog();
    json.writeStartObject();
    json.writeNumberField("number", instance.number());
    json.writeStringField("id", instance.id());
    json.writeStringField("predecessor", instance.predecessor());
    json.writeStringField("lease", leaseName(lease));
    json.writeNumberField("lease_age_ns", now - since);
    json.writeStringField("status", instance.status());
    json.writeStringField("failure", instance.failure());
    json.writeNumberField("watchdog_ns", dog == null ? 0 : dog.every());
    json.writeBooleanField("silent", instance.silent());
    json.writeArrayFieldStart("sockets");
    for (long socket : instance.sockets()) {
      json.writeNumber(socket);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static long within(long age) {
    return Math.max(0, Math.min(StateReader.MOST, age));
  }

  private static String leaseName(Lease lease) {
    if (lease instanceof Lease.Held) {
      return "held";
    } else if (lease instanceof Lease.Awaited) {
      return "awaited";
    }
    return lease instanceof Lease.Lost ? "lost" : "none";
  }
}

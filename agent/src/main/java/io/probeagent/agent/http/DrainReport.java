package io.probeagent.agent.http;

import io.probeagent.agent.hold.Outcome;
import io.probeagent.agent.json.JsonText;
import io.probeagent.agent.lifecycle.Hold;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import java.util.concurrent.TimeUnit;

/**
 * What a held call is told when the drain is over, on one line.
 *
 * <pre>
 * {"drained":true,"waited_ms":6012,"apps":[
 *   {"app":"web","over":"drained","joined":false,"waited_ms":6012,"delay_ms":5000,
 *     "kubelet":{"seen":true,"not_ready_answers":6,"needed":1,"waited_ms":203},
 *     "in_flight":{"left":0,"from":"ports","waited_ms":6012}},
 *   {"app":"worker","over":"nothing to drain"}]}
 * </pre>
 *
 * {@code over} is one of {@code drained}, {@code ended} (the instance), {@code nothing to drain},
 * {@code cap}, {@code called off}, {@code new instance}; {@code drained} at the top says whether
 * all are one of the first three. The times at the top are of this call, those of an app count from
 * the beginning of its drain: each {@code waited_ms} is when that condition came to hold, or the
 * whole time if it did not. {@code kubelet} has {@code "stopped":true} if it was waited for and
 * stopped to probe. {@code in_flight} is missing where nobody tells; {@code from} is {@code app} or
 * {@code ports}, and it has no {@code waited_ms} where it is not waited for. {@code ignored} at the
 * top names a {@code ?delay=} that was not used as it is.
 */
public final class DrainReport {
  private DrainReport() {}

  /** The document in UTF-8, with a line break at its end. */
  public static byte[] bytes(Outcome outcome, String ignored, Pod pod) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("drained", outcome.isDrained());
          json.writeNumberField("waited_ms", millis(outcome.waited()));
          if (!ignored.isEmpty()) {
            json.writeStringField("ignored", ignored);
          }
          json.writeArrayFieldStart("apps");
          for (Outcome.OfApp app : outcome.apps()) {
            App known = pod.app(app.app());
            app(json, app, known == null ? 0 : known.config().policy().readinessThreshold());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void app(JsonText json, Outcome.OfApp app, int needed) {
    Hold hold = app.hold();
    json.writeStartObject();
    json.writeStringField("app", app.app());
    json.writeStringField("over", app.over().text());
    if (app.over() != Hold.Over.NOTHING_TO_DRAIN) {
      json.writeBooleanField("joined", app.joined());
      json.writeNumberField("waited_ms", millis(hold.elapsed()));
      json.writeNumberField("delay_ms", millis(hold.delayNanos()));
      json.writeObjectFieldStart("kubelet");
      json.writeBooleanField("seen", hold.kubelet().awaited());
      if (hold.kubelet().awaited()) {
        json.writeNumberField("not_ready_answers", hold.notReady());
        json.writeNumberField("needed", needed);
        if (hold.kubeletStopped()) {
          json.writeBooleanField("stopped", true);
        }
        json.writeNumberField("waited_ms", millis(hold.kubelet().waited()));
      }
      json.writeEndObject();
      if (hold.left() != Instance.NOT_TOLD) {
        json.writeObjectFieldStart("in_flight");
        json.writeNumberField("left", hold.left());
        json.writeStringField("from", hold.leftByApp() ? "app" : "ports");
        if (hold.inFlight().awaited()) {
          json.writeNumberField("waited_ms", millis(hold.inFlight().waited()));
        }
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}

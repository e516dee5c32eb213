package io.probeagent.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the app has said, as one value. It is a level, not a history: whoever missed a few
 * states needs only the latest.
 *
 * @param instance names this run of the app
 * @param watchdogUsec announced interval of heartbeats, 0 for none
 * @param version grows with every change
 * @param ready what the app last said of its readiness
 * @param reason why it is not ready; shown in place of the text, and gone once it is ready again
 * @param text what the app said of itself last
 * @param stopping final
 * @param closed final: nothing can be said any more
 * @param beats how many heartbeats there were
 */
record AppState(
    String instance,
    long watchdogUsec,
    long version,
    boolean ready,
    String reason,
    String text,
    boolean stopping,
    boolean closed,
    long beats) {

  /** The agent reads no more of a line or of the probe file. */
  static final int MAX_BYTES = 4096;

  private static final int MAX_STATUS_BYTES = MAX_BYTES - "STATUS=\n".length();

  static AppState fresh(String instance, long watchdogUsec) {
    return new AppState(instance, watchdogUsec, 1, false, "", "", false, false, 0);
  }

  AppState toReady() {
    return stopping ? this : next(true, "", text, false, beats);
  }

  AppState toNotReady(String why) {
    return next(false, OneLine.of(why, MAX_STATUS_BYTES), text, stopping, beats);
  }

  AppState withStatus(String newText) {
    return next(ready, "", OneLine.of(newText, MAX_STATUS_BYTES), stopping, beats);
  }

  AppState toStopping() {
    return next(ready, reason, text, true, beats);
  }

  AppState beat() {
    return next(ready, reason, text, stopping, beats + 1);
  }

  AppState toClosed() {
    return new AppState(
        instance, watchdogUsec, version + 1, ready, reason, text, stopping, true, beats);
  }

  /**
   * The lines that bring an agent up to date.
   *
   * @param sent what this agent has been told already, null for nothing
   * @param inFlight to be told now, negative for nothing to tell
   */
  List<String> lines(@Nullable AppState sent, int inFlight) {
    List<String> lines = new ArrayList<>();
    if (sent == null) {
      lines.add("INSTANCE=" + instance);
      if (watchdogUsec > 0) {
        lines.add("WATCHDOG_USEC=" + watchdogUsec);
      }
      lines.add(readyLine());
    } else {
      if (beats != sent.beats) {
        lines.add("WATCHDOG=1");
      }
      if (ready != sent.ready && !stopping) {
        lines.add(readyLine());
      }
    }
    if (!status().equals(sent == null ? "" : sent.status())) {
      lines.add("STATUS=" + status());
    }
    if (inFlight >= 0) {
      lines.add("X_INFLIGHT=" + inFlight);
    }
    if (stopping && (sent == null || !sent.stopping)) {
      lines.add("STOPPING=1");
    }
    if (closed && (sent == null || !sent.closed)) {
      lines.add("BYE=1");
    }
    return lines;
  }

  /** What the probe file says. The status comes last: only it can be long enough to be cut. */
  String fileContent() {
    String head = "INSTANCE=" + instance + "\n" + readyLine() + "\n";
    if (stopping) {
      head += "STOPPING=1\n";
    }
    return status().isEmpty()
        ? head
        : head + "STATUS=" + OneLine.of(status(), MAX_STATUS_BYTES - head.length()) + "\n";
  }

  /** A reader that takes line by line must not see a stopping app come back for an instant. */
  private String readyLine() {
    return ready && !stopping ? "READY=1" : "READY=0";
  }

  private String status() {
    return reason.isEmpty() ? text : reason;
  }

  private AppState next(boolean isReady, String why, String says, boolean stops, long beatCount) {
    return closed
        ? this
        : new AppState(
            instance, watchdogUsec, version + 1, isReady, why, says, stops, false, beatCount);
  }
}

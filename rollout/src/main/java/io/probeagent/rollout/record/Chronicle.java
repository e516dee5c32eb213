package io.probeagent.rollout.record;

import io.probeagent.rollout.process.Probe;
import java.time.Duration;

/** Takes down what happens. Called by many threads; never blocks for long, never throws. */
public interface Chronicle {
  /** A request has ended, well or not. */
  void exchanged(Exchange exchange);

  /**
   * A request was sent ahead, and the server said that it will not look at it: a pipelined one
   * behind an answer with {@code Connection: close}, a stream above the last one of a GOAWAY. It is
   * sent anew as a request of its own, and counts as neither good nor failed.
   */
  void handedBack(ClientKind client, String pod, long at);

  /** Something happened to a pod. */
  void happened(PodEvent event);

  /** A pod enters a phase. */
  void entered(String pod, PodPhase phase, long at);

  /** The app of a pod says in its log that it enters a phase of its drain, such as NUDGE. */
  void draining(String pod, String phase, long at);

  /** The app of a pod has printed the summary of its drain, for people. */
  void drained(String pod, String summary);

  /** A probe of a pod had that answer, {@code Prober.NO_ANSWER} included. */
  void answered(String pod, Probe probe, int code, long at);

  /** A rolling update begins; numbers count from 1. */
  void updateBegins(int number, Duration lag, long at);

  /** It is over: all old pods are gone, all new ones Ready. */
  void updateEnds(int number, long at);
}

package io.probeagent.rollout.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Probes as kubelet does: a connection per question, 200 to 399 passes.
 *
 * @param patience how long an answer may take; kubelet's own is a second
 */
public record Prober(InetSocketAddress agent, Duration patience) {
  /** Stands for a connection that was refused or cut off, or an answer that came too late. */
  public static final int NO_ANSWER = 0;

  private static final String USER_AGENT = "kube-probe/1.34";

  /** The status code of the answer. */
  public int ask(Probe probe) {
    try (HttpCall call = HttpCall.to(agent, patience)) {
      call.send("GET", probe.path(), USER_AGENT);
      return call.answer().status();
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  public Verdicts verdicts() {
    return new Verdicts(ask(Probe.STARTUP), ask(Probe.LIVE), ask(Probe.READY));
  }

  public static boolean passes(int code) {
    return code >= 200 && code < 400;
  }

  public static String text(int code) {
    return code == NO_ANSWER ? "-" : Integer.toString(code);
  }
}

package io.probeagent.agent.lifecycle;

import java.time.Duration;

/**
 * Kubelet's readiness probes on one path, as far as the agent has answered them.
 *
 * @param seen whether there was one
 * @param last when the last one was answered
 * @param gap the time that kubelet lets pass between two, in ns: rather the longest than the last,
 *     since kubelet also asks off schedule; 0 as long as it is not known
 * @param notReady how many were answered with 503 since the drain began, and with none of 200 after
 *     them: kubelet counts failures in a row
 */
public record Probing(boolean seen, long last, long gap, int notReady) {
  /** Of a path that was not asked for yet. */
  public static final Probing NONE = new Probing(false, 0, 0, 0);

  /** Probes of longer ago say nothing of what kubelet does now. */
  static final long RECENT = Duration.ofSeconds(60).toNanos();

  /** Where only one probe was seen: periodSeconds is 10 by default (core/v1 defaults.go). */
  private static final long USUAL_GAP = Duration.ofSeconds(10).toNanos();

  private static final long LEAST_SILENCE = Duration.ofSeconds(3).toNanos();
  private static final int MISSED = 3;

  /** One more, answered with 200 or 503. */
  public Probing answered(boolean ok, long now) {
    long pause = now - last;
    long known = !seen || pause > RECENT ? 0 : Math.max(pause, gap - gap / 8);
    return new Probing(true, now, known, ok ? 0 : Math.min(notReady, Integer.MAX_VALUE - 1) + 1);
  }

  /** A drain begins: kubelet has to be told anew. */
  Probing counted() {
    return new Probing(seen, last, gap, 0);
  }

  /** Whether kubelet probed here when a drain began, or has since. */
  boolean isUsed(long drainSince) {
    return seen && last - (drainSince - RECENT) >= 0;
  }

  /** From when on it must be thought that no more probes will come. */
  long silentAt() {
    return last + Math.max(LEAST_SILENCE, MISSED * (gap == 0 ? USUAL_GAP : gap));
  }
}

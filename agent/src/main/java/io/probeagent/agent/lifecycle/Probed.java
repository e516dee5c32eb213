package io.probeagent.agent.lifecycle;

import java.util.List;

/**
 * Kubelet's readiness probes that cover one app. Each path is counted by itself: behind another
 * path may be another container's probe, and each needs its own failures in a row. One container
 * that is not ready makes the pod so.
 *
 * @param all those on {@code /ready}, which covers every app
 * @param own those on {@code /ready/<app>}
 */
public record Probed(Probing all, Probing own) {
  /** Of an app that was not asked for yet. */
  public static final Probed NONE = new Probed(Probing.NONE, Probing.NONE);

  public Probed withAll(Probing seen) {
    return new Probed(seen, own);
  }

  public Probed withOwn(Probing seen) {
    return new Probed(all, seen);
  }

  /** A drain of the app begins. */
  public Probed counted() {
    return new Probed(all.counted(), own.counted());
  }

  /** The most 503 in a row that kubelet was given on one of the paths. */
  int notReady() {
    return Math.max(all.notReady(), own.notReady());
  }

  /** Whether kubelet probes at all. */
  boolean isUsed(long drainSince) {
    return all.isUsed(drainSince) || own.isUsed(drainSince);
  }

  /** Whether probes are still to be expected; the horizon is told until when. */
  boolean goesOn(long drainSince, Horizon horizon) {
    boolean more = false;
    for (Probing path : List.of(all, own)) {
      if (path.isUsed(drainSince)) {
        more |= !horizon.isPast(path.silentAt());
      }
    }
    return more;
  }
}

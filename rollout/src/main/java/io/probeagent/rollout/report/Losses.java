package io.probeagent.rollout.report;

import io.probeagent.rollout.record.ClientKind;
import io.probeagent.rollout.record.Exchange;
import io.probeagent.rollout.record.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchanges without a good answer. The first ones are kept as they are, and judged at the end,
 * when all is known; of the rest it is only counted what they looked like at that moment. Not
 * thread-safe.
 */
final class Losses {
  /** Nobody reads more. */
  static final int MOST = 10_000;

  private final List<Exchange> listed = new ArrayList<>();
  private final Map<Like, Long> unlisted = new HashMap<>();

  /** What is known of those that are not listed. */
  record Like(ClientKind client, String pod, Failure.Kind kind, boolean cut, int update) {}

  boolean isFull() {
    return listed.size() >= MOST;
  }

  void list(Exchange bad) {
    listed.add(bad);
  }

  void count(Like like) {
    unlisted.merge(like, 1L, Long::sum);
  }

  List<Exchange> listed() {
    return List.copyOf(listed);
  }

  Map<Like, Long> unlisted() {
    return Map.copyOf(unlisted);
  }
}

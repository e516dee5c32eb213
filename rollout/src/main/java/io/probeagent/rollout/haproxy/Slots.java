package io.probeagent.rollout.haproxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which pod has which server of the backend. The one that was free for longest is taken next. */
final class Slots {
  private final Deque<String> free = new ArrayDeque<>();
  private final Map<String, String> podOf = new HashMap<>();
  private final Map<String, String> slotOf = new HashMap<>();

  /** Servers {@code s1} and so on, as {@code server-template} names them. */
  Slots(int count) {
    for (int i = 1; i <= count; i++) {
      free.addLast("s" + i);
    }
  }

  /** Empty if all are taken. */
  synchronized Optional<String> take(String pod) {
    String slot = free.pollFirst();
    if (slot == null) {
      return Optional.empty();
    }
    podOf.put(slot, pod);
    slotOf.put(pod, slot);
    return Optional.of(slot);
  }

  /** Empty if the pod has none. */
  synchronized Optional<String> free(String pod) {
    String slot = slotOf.remove(pod);
    if (slot == null) {
      return Optional.empty();
    }
    podOf.remove(slot);
    free.addLast(slot);
    return Optional.of(slot);
  }

  synchronized Optional<String> pod(String slot) {
    return Optional.ofNullable(podOf.get(slot));
  }
}

package io.probeagent.rollout.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in the order of their time; most are added at the end. Not thread-safe. */
final class Track<T> {
  private final List<Entry<T>> entries = new ArrayList<>();

  /**
   * @param at nanoseconds since the run's begin, like all times in this package's inner parts
   */
  record Entry<T>(long at, T value) {}

  /** Of two with the same time, the one that was added first stays first. */
  void add(long at, T value) {
    int index = entries.size();
    while (index > 0 && entries.get(index - 1).at() > at) {
      index--;
    }
    entries.add(index, new Entry<>(at, value));
  }

  /** The last one at that time or before it. */
  @Nullable Entry<T> last(long at) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).at() <= at) {
        return entries.get(i);
      }
    }
    return null;
  }

  /** A view of them. */
  List<Entry<T>> entries() {
    return Collections.unmodifiableList(entries);
  }
}

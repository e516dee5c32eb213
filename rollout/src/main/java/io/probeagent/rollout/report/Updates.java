package io.probeagent.rollout.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The updates of a run, in their order; one at a time. Not thread-safe. */
final class Updates {
  private final List<Update> updates = new ArrayList<>();
  private long baseline;

  /**
   * @param to null while it runs
   */
  record Update(int number, Duration lag, long from, @Nullable Long to) {}

  void baseline(long at) {
    baseline = at;
  }

  void begin(int number, Duration lag, long at) {
    updates.add(new Update(number, lag, at, null));
  }

  void end(int number, long at) {
    updates.replaceAll(
        u ->
            u.number() == number && u.to() == null ? new Update(number, u.lag(), u.from(), at) : u);
  }

  /** Where an exchange belongs that took place from one moment to another. */
  Span span(long from, long to) {
    if (updates.isEmpty() || to < updates.get(0).from()) {
      return from < baseline ? Span.REST : Span.BASELINE;
    }
    for (int i = updates.size() - 1; i >= 0; i--) {
      Update update = updates.get(i);
      boolean overBefore = update.to() != null && update.to() < from;
      if (update.from() <= to) {
        return overBefore ? Span.REST : Span.UPDATE;
      }
    }
    return Span.REST;
  }

  /** The number of the last update that had begun at that time; 0 if there was none. */
  int lastBegun(long at) {
    int number = 0;
    for (Update update : updates) {
      if (update.from() <= at) {
        number = update.number();
      }
    }
    return number;
  }

  List<Update> all() {
    return List.copyOf(updates);
  }
}

package io.probeagent.sample.drain;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The requests of an HTTP/1.1 connection that are not answered. Of one event loop. */
final class Owed {

  private final Deque<Work> works = new ArrayDeque<>();
  private boolean receiving;
  private boolean answering;

  void add(Work work) {
    works.add(work);
    receiving = true;
  }

  /** The youngest request is here to its last byte. */
  void received() {
    receiving = false;
  }

  /** The head of the oldest one's answer is written. */
  void answering() {
    answering = true;
  }

  /** The oldest one is over. */
  void over(Outcome outcome) {
    answering = false;
    Work work = works.poll();
    if (work != null) {
      work.end(outcome);
    }
  }

  void allOver(Outcome outcome) {
    while (!works.isEmpty()) {
      over(outcome);
    }
  }

  boolean isEmpty() {
    return works.isEmpty();
  }

  @Nullable Work oldest() {
    return works.peek();
  }

  boolean isLast() {
    return works.size() == 1;
  }

  /** Whether a body is on its way, maybe of a request whose answer did not wait for it. */
  boolean isReceiving() {
    return receiving;
  }

  /** Whether a part of the oldest one is still to come: the next content is its. */
  boolean isReceivingOldest() {
    return receiving && isLast();
  }

  /** Whether the oldest one is being worked on. */
  boolean hasBegun() {
    return !isEmpty() && (answering || !isReceivingOldest());
  }
}

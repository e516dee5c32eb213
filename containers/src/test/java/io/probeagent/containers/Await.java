package io.probeagent.containers;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what cannot tell by itself that it has happened. */
final class Await {
  /** How long something may take that has to happen: generous, since machines are slow. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final long PAUSE_MILLIS = 20;

  private Await() {}

  /** Asks again and again until the answer is right; fails with the last one that was not. */
  static <T> T answer(String what, Supplier<T> question, Predicate<? super T> right)
      throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    T answer = question.get();
    while (!right.test(answer)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("%s (expected: %s within %s)".formatted(answer, what, LIMIT));
      }
      Thread.sleep(PAUSE_MILLIS);
      answer = question.get();
    }
    return answer;
  }
}

package io.probeagent.rollout.process;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what cannot tell by itself that it has happened. */
public final class Await {
  private static final long PAUSE_MILLIS = 10;

  private Await() {}

  /** Asks again and again until the answer is right; returns the last one, right or not. */
  public static <T> T answer(Duration most, Supplier<T> question, Predicate<? super T> right)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    T answer = question.get();
    while (!right.test(answer) && deadline - System.nanoTime() > 0) {
      Thread.sleep(PAUSE_MILLIS);
      answer = question.get();
    }
    return answer;
  }
}

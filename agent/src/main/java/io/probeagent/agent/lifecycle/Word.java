package io.probeagent.agent.lifecycle;

import java.util.List;

/** One thing that an app can say; the lines of the wire format are in {@code wire.Grammar}. */
public sealed interface Word {
  /** {@code READY=1}. */
  record Ready() implements Word {}

  /** {@code READY=0}. */
  record NotReady() implements Word {}

  /** {@code RELOADING=1}. */
  record Reloading() implements Word {}

  /** {@code STOPPING=1}: final for the instance. */
  record Stopping() implements Word {}

  /** {@code STATUS=text}: one line for people. */
  record Status(String text) implements Word {}

  /** {@code WATCHDOG=1}: a heartbeat. */
  record Beat() implements Word {}

  /**
   * {@code WATCHDOG_USEC=n}: a beat is due every so many nanoseconds from now on; 0 turns it off.
   */
  record BeatEvery(long nanos) implements Word {}

  /** {@code WATCHDOG=trigger}: I am broken. */
  record Broken() implements Word {}

  /** {@code EXTEND_TIMEOUT_USEC=n}: the stop may take until so many nanoseconds from now. */
  record Extend(long nanos) implements Word {}

  /**
   * {@code ERRNO=}, {@code BUSERROR=}, {@code VARLINKERROR=} or {@code EXIT_STATUS=} with a value
   * that is not zero.
   */
  record Failure(String key, String value) implements Word {}

  /** {@code X_INFLIGHT=n}: requests in flight now. */
  record InFlight(int count) implements Word {}

  /** {@code BYE=1}: ended cleanly. */
  record Bye() implements Word {}

  /** Whether a message says {@code READY=1}; STOPPING is judged first, and leaves nothing of it. */
  static boolean saysReady(List<Word> words) {
    return anyOf(words, Ready.class) && !anyOf(words, Stopping.class);
  }

  /** Whether one of the words is of a kind. */
  static boolean anyOf(List<Word> words, Class<? extends Word> kind) {
    for (Word word : words) {
      if (kind.isInstance(word)) {
        return true;
      }
    }
    return false;
  }
}

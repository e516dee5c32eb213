package io.probeagent.sample.drain;

import java.time.Duration;

/**
 * All the times of a drain but for the two that its caller says. They hold for any server; tests
 * have others.
 *
 * @param nudge how long clients are nudged at most; a third of the time until the deadline is
 *     always kept for what comes after
 * @param quiet how long no new connection must have come before the listener is closed, and how
 *     long a connection must have been left alone before it is ended as idle
 * @param clientFin how long a client that was told to go is given to close first
 * @param linger how long a connection is read on after our own end of it was closed
 * @param discard likewise if a body is still on its way, whose reset would erase the answer
 * @param goAwayAck how long an HTTP/2 client has to acknowledge that it is told to go
 * @param streams how long an endless answer is waited for once it was told to end
 */
public record Timers(
    Duration nudge,
    Duration quiet,
    Duration clientFin,
    Duration linger,
    Duration discard,
    Duration goAwayAck,
    Duration streams) {

  /** 15 s, 1 s, 1 s, 1 s, 2 s, 1 s, 5 s. */
  public static final Timers DEFAULT =
      new Timers(
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));
}

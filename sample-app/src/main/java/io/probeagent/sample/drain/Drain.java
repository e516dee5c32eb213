package io.probeagent.sample.drain;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a server without losing a request.
 *
 * <pre>
 *   PROPAGATE  for the delay that the agent says: serve everything, keep-alive as ever
 *   NUDGE      the listener stays open and everything is served; HTTP/1.1 clients get "Connection:
 *              close" with their next answer, HTTP/2 clients GOAWAY, endless answers end. Idle
 *              connections are left alone: a request may be on its way to them.
 *              Over when no app's connection is open and none has come for 1 s, or after 15 s
 *   QUIESCE    accept what has come, then close the listener: last, not first
 *   FINISH     until every connection is closed: idle ones get a FIN, never a reset; busy ones end
 *              with the answer that they are owed
 *   FORCE      at the deadline, if anything is left: 503 for what has not begun, the rest is cut
 *   CLEANUP    the summary; the caller says good-bye to the agent and ends the event loops
 * </pre>
 *
 * <p>The nudge comes after the delay: before it, a client that comes back may be sent to the same
 * pod again. For each phase, and once a second within it, a line is told:
 *
 * <pre>
 *   drain phase=NUDGE t=5.002s conns=212 inflight=17
 *   drain over: t=6.310s served=80 refused=0 aborted=0 abandoned=0 handed_back=0 closed_by_client=230 closed_by_us=2 last_new=4.120s
 * </pre>
 */
public final class Drain {

  private final Connections connections;
  private final Traffic traffic;
  private final Channel listener;
  private final Consumer<String> out;
  private final long start = System.nanoTime();

  /** The time of the delay and of the deadline begins now. The consumer gets the lines. */
  public Drain(Connections connections, Channel listener, Consumer<String> out) {
    this.connections = connections;
    this.traffic = connections.traffic();
    this.listener = listener;
    this.out = out;
  }

  /**
   * Returns when no connection is left; that is {@link Timers#discard} after the deadline at the
   * latest.
   *
   * @param delay how long to serve as ever, from the construction on
   * @param deadline when requests in flight are given up, from the construction on
   */
  public void run(Duration delay, Duration deadline) throws InterruptedException {
    Tally before = traffic.tally();
    long end = start + deadline.toNanos();
    enter(Phase.PROPAGATE);
    long nudgeAt = start + Math.min(delay.toNanos(), deadline.toNanos());
    if (!traffic.awaitHurry(nudgeAt, this::progress)) {
      enter(Phase.NUDGE);
      traffic.awaitQuiet(connections.timers().quiet().toNanos(), nudgeUntil(end), this::progress);
    }
    if (traffic.hurried()) {
      out.accept("drain hurried: clients are not waited for");
    }
    enter(Phase.QUIESCE);
    long discard = connections.timers().discard().toNanos();
    connections.closeListener(listener, Math.max(end, System.nanoTime() + discard));
    enter(Phase.FINISH);
    if (!traffic.awaitClosed(end, this::progress)) {
      enter(Phase.FORCE);
      traffic.awaitClosed(System.nanoTime() + discard, this::progress);
    }
    enter(Phase.CLEANUP);
    Tally after = traffic.tally();
    out.accept(Summary.of(before, after, start, System.nanoTime()));
    warnOfLateVisit(after, delay);
  }

  /** A third of what is left is kept for FINISH. */
  private long nudgeUntil(long end) {
    long now = System.nanoTime();
    long most = Math.max(0, end - now) / 3 * 2;
    return now + Math.min(most, connections.timers().nudge().toNanos());
  }

  private void enter(Phase phase) {
    // First the phase, then the word: a connection that comes too late for the word reads the
    // phase.
    traffic.enter(phase);
    if (phase.isLeaving()) {
      connections.tell(phase);
    }
    progress();
  }

  private void progress() {
    Tally tally = traffic.tally();
    out.accept(
        String.format(
            Locale.ROOT,
            "drain phase=%s t=%s conns=%d inflight=%d",
            traffic.phase(),
            Summary.seconds(System.nanoTime() - start),
            tally.open(),
            tally.inFlight()));
  }

  private void warnOfLateVisit(Tally tally, Duration delay) {
    long late = tally.lastVisit() - start - delay.toNanos();
    if (tally.visited() && late > 0) {
      out.accept(
          String.format(
              Locale.ROOT,
              "drain WARN: a new connection came %d ms after the delay of %d ms was over; raise it",
              TimeUnit.NANOSECONDS.toMillis(late),
              delay.toMillis()));
    }
  }
}

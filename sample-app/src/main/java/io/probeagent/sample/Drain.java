package io.probeagent.sample;

import io.probeagent.client.DrainPlan;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a server without losing a request.
 *
 * <pre>
 *   PROPAGATE  for plan.delay, or until somebody hurries it: serve everything, keep-alive as ever
 *   QUIESCE    close the listener
 *   FINISH     until nothing is in flight, or plan.deadline: idle connections get closed, busy ones
 *              get "Connection: close" with the last answer that they are owed
 *   CLEANUP    close what is left, end the event loops
 * </pre>
 */
final class Drain {

  private final Server server;
  private final Consumer<String> out;
  private final long start = System.nanoTime();

  /** The plan's time begins now. The consumer gets one line per phase. */
  Drain(Server server, Consumer<String> out) {
    this.server = server;
    this.out = out;
  }

  /** Returns when the server is down; a count-down of the latch skips the delay. */
  void run(DrainPlan plan, CountDownLatch hurry) throws InterruptedException {
    enter(Phase.PROPAGATE);
    boolean longDelay = plan.delay().compareTo(plan.deadline()) > 0;
    long delay = left(longDelay ? plan.deadline() : plan.delay()).toNanos();
    if (hurry.await(delay, TimeUnit.NANOSECONDS)) {
      out.accept("drain hurried: the rest of the delay is skipped");
    }
    enter(Phase.QUIESCE);
    server.closeListener();
    enter(Phase.FINISH);
    server.closeIdleConnections();
    server.traffic().awaitIdle(left(plan.deadline()));
    enter(Phase.CLEANUP);
    server.close();
  }

  private void enter(Phase phase) {
    server.traffic().enter(phase);
    double seconds = (System.nanoTime() - start) / 1e9;
    int inFlight = server.traffic().inFlight();
    out.accept(
        String.format(Locale.ROOT, "drain phase=%s t=%.3fs inflight=%d", phase, seconds, inFlight));
  }

  private Duration left(Duration span) {
    return span.minusNanos(System.nanoTime() - start);
  }

  /** What the server is about. It goes through these in order, once. */
  enum Phase {
    /** Nobody asked it to stop. */
    SERVE,
    /** Load balancers learn that this pod goes away; what still comes is served as ever. */
    PROPAGATE,
    /** The listener gets closed. */
    QUIESCE,
    /** Each connection ends with the answer that it owes. */
    FINISH,
    /** What is left is cut off. */
    CLEANUP
  }
}

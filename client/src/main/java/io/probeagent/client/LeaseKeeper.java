package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Selector;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a lease with the agent, through the agent's absences, and tells it every change. */
final class LeaseKeeper {

  /** Less than a caller of close() waits, so that the probe file is gone when it returns. */
  private static final long BYE_WAIT = MILLISECONDS.toNanos(150);

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private final Path socket;
  private final Mailbox mailbox;
  private final Selector selector;
  private final Outage outage = new Outage();
  private @Nullable Lease lease;
  private long since;
  private boolean leaving;
  private long byeUntil;
  private boolean warnedOfReply;

  LeaseKeeper(Path socket, Mailbox mailbox, Selector selector) {
    this.socket = socket;
    this.mailbox = mailbox;
    this.selector = selector;
  }

  boolean isConnectDue(long now) {
    return lease == null && outage.remaining(now) <= 0;
  }

  /**
   * Tries once.
   *
   * @param quietly whether a failure has a cause that was told already
   */
  void connect(long now, boolean quietly) {
    try {
      lease = Lease.open(socket, selector);
      since = now;
    } catch (IOException e) {
      outage.failed(now, quietly ? null : "no agent at " + socket + ": " + e + "; trying on");
    }
  }

  void talk(AppState state, long now) {
    Lease open = lease;
    if (open == null) {
      return;
    }
    try {
      open.receive(this::answered);
      if (state.closed() || open.hasRoom()) {
        boolean due = mailbox.inFlight.remaining(now) <= 0;
        open.send(state, due || open.isNew() || state.closed() ? mailbox.inFlight.take(now) : -1);
      }
      open.flush();
      mailbox.settled.reach(open.settledVersion());
    } catch (IOException e) {
      lost(open, e, now);
    }
  }

  /** Nanoseconds until there is something to do unasked. */
  long remaining(AppState state, long now) {
    if (lease == null) {
      return outage.remaining(now);
    }
    if (state.closed()) {
      return byeUntil - now;
    }
    return lease.hasRoom() ? mailbox.inFlight.remaining(now) : Long.MAX_VALUE;
  }

  /** Whether a closed client may go: the agent knows all, or is not worth any more waiting. */
  boolean isByeOver(long now) {
    if (!leaving) {
      leaving = true;
      byeUntil = now + BYE_WAIT;
    }
    return lease == null || lease.isAllAnswered() || now - byeUntil >= 0;
  }

  void close() {
    if (lease != null) {
      close(lease);
      lease = null;
    }
  }

  private void answered(String line, String reply) {
    if (line.equals("STOPPING=1")) {
      mailbox.offer(DrainPlan.fromReply(reply));
    }
    if (!reply.equals("OK") && !reply.startsWith("OK ") && !warnedOfReply) {
      warnedOfReply = true;
      String shown = "\"" + OneLine.of(reply, 200) + "\" to " + OneLine.of(line, 200);
      LOG.log(Level.WARNING, "the agent answered " + shown + " (expected: OK)");
    }
  }

  private void lost(Lease open, IOException e, long now) {
    // An agent that takes every connection and drops it is one long outage, not many.
    if (open.isAnswered() && now - since >= Outage.LONGEST_WAIT) {
      outage.over();
    }
    close(open);
    lease = null;
    outage.failed(now, "lost the agent at " + socket + ": " + e + "; trying on");
  }

  private static void close(Lease open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a lease", e);
    }
  }
}

package io.probeagent.client;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The callers' side of a link: changes the state, wakes the thread that does all I/O, and waits a
 * bounded time for it. A volume that hangs can therefore never hang a caller.
 */
final class AgentLink implements Link {

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private final Mailbox mailbox;
  private final Selector selector;
  private final LongSupplier clock;
  private final RateLimit beats;
  private final long maxWait;
  private final AtomicReference<@Nullable DrainPlan> plan = new AtomicReference<>();

  private AgentLink(
      Mailbox mailbox, Selector selector, LongSupplier clock, RateLimit beats, long maxWait) {
    this.mailbox = mailbox;
    this.selector = selector;
    this.clock = clock;
    this.beats = beats;
    this.maxWait = maxWait;
  }

  static AgentLink start(Settings settings, String instance, LongSupplier clock, Duration maxWait) {
    if (!settings.socketPathFits()) {
      String path = "socket path " + settings.socket();
      LOG.log(Level.WARNING, path + " is too long (expected: <= 100 bytes); probe file only");
    }
    Selector selector;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
    AppState first = AppState.fresh(instance, settings.watchdogUsec());
    Mailbox mailbox = new Mailbox(first);
    Thread thread =
        new Thread(new LinkLoop(settings, mailbox, selector, clock), ProbeClient.THREAD_NAME);
    thread.setDaemon(true);
    thread.start();
    RateLimit beats = new RateLimit(beatInterval(settings), clock.getAsLong());
    mailbox.settled.await(first.version(), maxWait.toNanos());
    return new AgentLink(mailbox, selector, clock, beats, maxWait.toNanos());
  }

  @Override
  public void tellAndWait(UnaryOperator<AppState> change) {
    AppState state = mailbox.change(change);
    selector.wakeup();
    mailbox.settled.await(state.version(), maxWait);
  }

  @Override
  public void tell(UnaryOperator<AppState> change) {
    mailbox.change(change);
    selector.wakeup();
  }

  @Override
  public void beat() {
    if (beats.passes(clock.getAsLong())) {
      tell(AppState::beat);
    }
  }

  @Override
  public void inFlight(int count) {
    if (mailbox.inFlight.set(count)) {
      selector.wakeup();
    }
  }

  @Override
  public DrainPlan drain() {
    if (mailbox.state().closed()) {
      plan.compareAndSet(null, DrainPlan.ALONE);
    } else if (plan.get() == null) {
      tellAndWait(AppState::toStopping);
      DrainPlan offered = mailbox.offered();
      // The first answer stays: a caller may have begun to act on it.
      plan.compareAndSet(null, offered == null ? DrainPlan.DEFAULT : offered);
    }
    DrainPlan decided = plan.get();
    return decided == null ? DrainPlan.DEFAULT : decided;
  }

  @Override
  public void close() {
    mailbox.change(AppState::toClosed);
    selector.wakeup();
    mailbox.settled.await(Long.MAX_VALUE, maxWait);
  }

  /** Once a second, or twice per watchdog interval where that is more often. */
  private static long beatInterval(Settings settings) {
    long second = SECONDS.toNanos(1);
    long watchdog = settings.watchdogUsec();
    return watchdog == 0 ? second : Math.min(second, MICROSECONDS.toNanos(watchdog) / 2);
  }
}

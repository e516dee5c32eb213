package io.probeagent.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Selector;
import java.util.function.LongSupplier;

/**
 * The thread {@code probe-client}, which does all I/O on the shared folder. Each turn compares what
 * the app said with what the file and the agent know, tells the difference, and sleeps until
 * somebody says something or a timer is due. Connected and with nothing to tell, no timer runs.
 */
final class LinkLoop implements Runnable {

  private static final System.Logger LOG = System.getLogger(ProbeClient.class.getPackageName());

  private final Mailbox mailbox;
  private final Selector selector;
  private final LongSupplier clock;
  private final FileKeeper file;
  private final LeaseKeeper lease;
  private final boolean fileOnly;

  LinkLoop(Settings settings, Mailbox mailbox, Selector selector, LongSupplier clock) {
    this.mailbox = mailbox;
    this.selector = selector;
    this.clock = clock;
    this.file = new FileKeeper(settings);
    this.lease = new LeaseKeeper(settings.socket(), mailbox, selector);
    this.fileOnly = !settings.socketPathFits();
  }

  @Override
  public void run() {
    try (selector) {
      while (turn()) {
        // An interrupt that nobody cleared would turn the next select() into a spin.
        Thread.interrupted();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "the agent hears nothing more of this app", e);
    } finally {
      mailbox.settled.reach(Long.MAX_VALUE);
    }
  }

  private boolean turn() throws IOException {
    long now = clock.getAsLong();
    AppState state = mailbox.state();
    if (!state.closed()) {
      keep(state, now);
    }
    lease.talk(state, now);
    if (state.closed() && lease.isByeOver(now)) {
      lease.close();
      file.remove();
      return false;
    }
    long leaseWait = fileOnly ? Long.MAX_VALUE : lease.remaining(state, now);
    sleep(Math.min(file.remaining(now), leaseWait));
    return true;
  }

  private void keep(AppState state, long now) {
    boolean connects = !fileOnly && lease.isConnectDue(now);
    if (connects) {
      file.forgetIfMissing();
    }
    file.keep(state, now);
    if (connects) {
      // Without the folder there is no socket either; one warning is enough.
      lease.connect(now, !file.isKept());
    }
    if (fileOnly && file.isKept()) {
      mailbox.settled.reach(state.version());
    }
  }

  private void sleep(long nanos) throws IOException {
    if (nanos == Long.MAX_VALUE) {
      selector.select();
    } else if (nanos <= 0) {
      selector.selectNow();
    } else {
      // Rounded up: woken a moment too early, the loop would spin until the timer is due.
      selector.select(NANOSECONDS.toMillis(nanos) + 1);
    }
    selector.selectedKeys().clear();
  }
}

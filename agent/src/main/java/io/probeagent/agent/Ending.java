package io.probeagent.agent;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.config.Config.Sidecar;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Timers;
import java.time.Duration;

/**
 * When the agent itself ends: never before the app. Belongs to the event loop.
 *
 * <pre>
 *   native sidecar    SIGTERM comes when every main container has ended   → at once
 *   regular sidecar   SIGTERM comes together with the app's               → /ready 503, then when
 *                     every instance has ended, or 2 s before the grace period is over
 *   Job               PROBE_EXIT_WITH_APP: every app has ended            → at once, unasked
 *   a second signal                                                       → at once
 * </pre>
 */
final class Ending {
  /** What is left of the grace period for closing. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Config config;
  private final Pod pod;
  private final Timers timers;
  private final EventLog log;
  private final Runnable end;
  private boolean told;
  private boolean over;

  /**
   * @param end is run once
   */
  Ending(Config config, Pod pod, Timers timers, EventLog log, Runnable end) {
    this.config = config;
    this.pod = pod;
    this.timers = timers;
    this.log = log;
    this.end = end;
    pod.listen((app, before, after) -> check());
  }

  /** SIGTERM or SIGINT. */
  void stop() {
    boolean again = told;
    told = true;
    if (again) {
      end("told twice");
    } else if (config.sidecar() == Sidecar.NATIVE) {
      end("told to");
    } else if (everyInstanceEnded()) {
      end("told to, every app has ended");
    } else {
      outlive();
    }
  }

  private void outlive() {
    Duration most = config.gracePeriod().minus(MARGIN);
    if (most.compareTo(config.gracePeriod().dividedBy(2)) < 0) {
      most = config.gracePeriod().dividedBy(2);
    }
    log.info("stopping", "waits_for", "every app's end", "at_most_ms", most.toMillis());
    for (App app : pod.apps()) {
      long delay = app.config().policy().drainDelay().toNanos();
      pod.signal(app, new Signal.DrainAsked(Drain.Origin.AGENT, delay));
    }
    timers.in(most.toNanos(), () -> end("the grace period is nearly over"));
  }

  /** Ends if there is nothing left to wait for. */
  void check() {
    if (told && config.sidecar() != Sidecar.NATIVE && everyInstanceEnded()) {
      end("every app has ended");
    } else if (config.exitWithApp() && everyAppDone()) {
      end("every app has ended, as asked for by PROBE_EXIT_WITH_APP");
    }
  }

  /** A lost lease counts: its process is gone, and nothing will restart it now. */
  private boolean everyInstanceEnded() {
    for (App app : pod.apps()) {
      AppState state = pod.view(app).state();
      if (state.phase().isAlive() && !(state.lease() instanceof Lease.Lost)) {
        return false;
      }
    }
    return true;
  }

  /** An app that called itself broken still runs: its container will be restarted. */
  private boolean everyAppDone() {
    for (App app : pod.apps()) {
      if (!isDone(pod.view(app).state())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDone(AppState state) {
    return state.phase() == Phase.STOPPED
        || (state.phase() == Phase.FAILED && !(state.lease() instanceof Lease.Held));
  }

  private void end(String why) {
    if (!over) {
      over = true;
      log.info("stopped", "why", why);
      end.run();
    }
  }
}

package io.probeagent.agent.source;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Phase;
import io.probeagent.agent.lifecycle.Ports;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.pod.Timers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the kernel's table when somebody wants to know. The table is read beside the event loop,
 * once for all apps and for all who wait, and never twice at a time. All else is on the event loop.
 *
 * <pre>
 *   a probe           a look not older than 250 ms serves; else its answer waits, for 100 ms at most
 *   an app drains,
 *   or seems gone     every 250 ms: one look may have missed a listener, a second makes sure
 *   always            every PROBE_POLL, so that an end is seen without a probe; while all is steady
 *                     every sixth time, unless the agent is to end with the apps
 *   whatever asks     not again before 20 times as long as the last look took, 2 s at most
 *   all is steady     not before 1000 times as long, PROBE_POLL at most
 * </pre>
 */
public final class PortWatch implements Refresh {
  static final Duration FRESH = Duration.ofMillis(250);
  static final Duration PATIENCE = Duration.ofMillis(100);
  static final Duration DRAIN_EVERY = Duration.ofMillis(250);

  /** Of a steady pod whom nobody asks about, only the log would tell sooner that it has ended. */
  static final int STEADY_ROUNDS = 6;

  /** A look that takes longer is told of. */
  static final Duration STALLED = Duration.ofSeconds(2);

  /** More questions at a time are answered with what is known. */
  static final int MOST_WAITING = 1024;

  /** Reads the table; may block. */
  @FunctionalInterface
  interface Tables {
    TcpTable read(Set<Integer> ports) throws IOException;
  }

  private final Pod pod;
  private final List<App> apps;
  private final Set<Integer> ports = new HashSet<>();
  private final Tables tables;
  private final Executor aside;
  private final Executor loop;
  private final Timers timers;
  private final SourceErrors errors;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean looking;
  private boolean timed;
  private boolean late;
  private boolean hurrying;
  private final LookRest rest = new LookRest();
  private long looks;
  private long began;
  private long seen;
  private Duration poll = Duration.ZERO;
  private boolean eager;
  private String trouble = "";

  /**
   * One that has not looked yet.
   *
   * @param net the folder of the table, {@code /proc/self/net}
   * @param aside where the table is read; may reject that
   */
  public PortWatch(
      Pod pod, Path net, Executor aside, Executor loop, Timers timers, SourceErrors errors) {
    this(pod, new TcpFiles(net)::read, aside, loop, timers, errors);
  }

  PortWatch(
      Pod pod, Tables tables, Executor aside, Executor loop, Timers timers, SourceErrors errors) {
    this.pod = pod;
    this.tables = tables;
    this.aside = aside;
    this.loop = loop;
    this.timers = timers;
    this.errors = errors;
    apps = new ArrayList<>(pod.apps());
    apps.removeIf(app -> !hasPorts(app));
    apps.forEach(app -> ports.addAll(app.config().allPorts()));
  }

  /** Whether there is an app of which the kernel has to be asked. */
  public static boolean isNeeded(Pod pod) {
    for (App app : pod.apps()) {
      if (hasPorts(app)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPorts(App app) {
    return !app.config().ports().isEmpty();
  }

  /**
   * Starts to look.
   *
   * @param poll how often, without a question
   * @param eager whether an end must be seen as soon as that also where all is steady
   * @param then runs after the first look, however long that takes
   */
  public void start(Duration poll, boolean eager, Runnable then) {
    this.poll = poll;
    this.eager = eager;
    pod.listen((app, before, after) -> hurry());
    waiting.add(then);
    look();
    timers.in(poll.toNanos(), this::round);
    hurry(); // a drain may have been going on before the agent's own restart
  }

  @Override
  public void now(List<App> asked, Runnable then) {
    boolean known = !looking && !isDue(FRESH.toNanos());
    if (known || late || waiting.size() >= MOST_WAITING || Collections.disjoint(asked, apps)) {
      then.run();
      return;
    }
    waiting.add(then);
    if (!looking) {
      look();
    }
    if (looking && !timed) {
      timed = true;
      long number = looks;
      timers.in(PATIENCE.toNanos(), () -> loseSight(number));
    }
  }

  @Override
  public long seen() {
    return seen;
  }

  private void round() {
    // Half of the time: what a probe has looked at lately need not be looked at again.
    long age = isSteady() && !eager ? poll.toNanos() * STEADY_ROUNDS : poll.toNanos();
    if (isDue(age - poll.toNanos() / 2)) {
      look();
    } else if (looking && pod.now() - began >= STALLED.toNanos()) {
      tell("stalled", "no look at the TCP table for " + STALLED.toSeconds() + " s");
    }
    timers.in(poll.toNanos(), this::round);
  }

  private boolean isUrgent() {
    for (App app : apps) {
      if (isUrgent(pod.view(app).state())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUrgent(AppState state) {
    Ports known = state.ports();
    boolean seemsGone = known != null && known.isIdle() && state.mayEndByPorts();
    return state.drain() != null || seemsGone;
  }

  /** Whether every app listens and serves: then it is likely to do so for long. */
  private boolean isSteady() {
    for (App app : apps) {
      AppState state = pod.view(app).state();
      Ports known = state.ports();
      if (state.phase() != Phase.READY || known == null || !known.allOpen()) {
        return false;
      }
    }
    return true;
  }

  /** In a drain, or at an end, time counts; this timer exists only then. */
  private void hurry() {
    if (isUrgent() && !hurrying) {
      hurrying = true;
      timers.in(
          DRAIN_EVERY.toNanos(),
          () -> {
            hurrying = false;
            if (isDue(0)) {
              look();
            }
            hurry();
          });
    }
  }

  /** Whether to look, if the last look is that old, in ns. */
  private boolean isDue(long age) {
    return looks == 0
        || (!looking && pod.now() - began >= Math.max(age, rest.length(isSteady(), poll)));
  }

  private void look() {
    looking = true;
    timed = false;
    late = false;
    looks++;
    began = pod.now();
    try {
      aside.execute(this::read);
    } catch (RejectedExecutionException closing) {
      done();
    }
  }

  /** Runs aside. */
  private void read() {
    TcpTable table = null;
    String problem = "";
    try {
      table = tables.read(ports);
    } catch (IOException | RuntimeException e) {
      problem = String.valueOf(e instanceof IOException ? e.getMessage() : e);
    }
    TcpTable result = table;
    String why = problem;
    try {
      loop.execute(() -> taken(result, why));
    } catch (RejectedExecutionException closed) {
      return; // nobody is there any more who would want to know
    }
  }

  private void taken(@Nullable TcpTable table, String problem) {
    if (table == null) {
      tell("unreadable", problem);
    } else {
      seen = began;
      judge(table);
      for (App app : apps) {
        Ports now = table.of(app.config().ports(), app.config().counted());
        // What could not be read may be the listener: that ends nothing.
        if (table.isWhole() || now.closed().isEmpty()) {
          pod.signal(app, new Signal.PortsSeen(now));
        }
      }
    }
    done();
  }

  private void judge(TcpTable table) {
    if (table.malformed() > 0) {
      tell("malformed", table.malformed() + " lines of the TCP table are of an unknown form");
    } else if (table.isCut()) {
      tell("cut", "the TCP table is longer than what is read of it");
    } else {
      trouble = "";
    }
  }

  private void done() {
    looking = false;
    late = false;
    rest.looked(pod.now() - began);
    release();
  }

  private void loseSight(long number) {
    if (looking && looks == number) {
      late = true;
      release();
    }
  }

  private void release() {
    List<Runnable> served = List.copyOf(waiting);
    waiting.clear();
    served.forEach(Runnable::run);
  }

  /** Once per change: a table that cannot be read would be told of several times a second. */
  private void tell(String kind, String detail) {
    if (!trouble.equals(kind)) {
      trouble = kind;
      errors.error("", "ports", kind, detail);
    }
  }
}

package io.probeagent.agent.hold;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Hold;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.log.EventLog;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.pod.Refresh;
import io.probeagent.agent.pod.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Drains that somebody waits for. What a drain waits for is one {@link Hold} per app, shared by all
 * who wait for it; it is judged anew at every change of the app, at every probe of kubelet's, and
 * when time alone may have changed it.
 */
public final class Holds {
  /** A few hooks, each delivered once or twice, and some operators. */
  public static final int MOST = 64;

  /** How often the kernel is asked what is in flight, while somebody waits for that. */
  static final Duration REFRESH = Duration.ofMillis(250);

  private final Pod pod;
  private final Refresh refresh;
  private final Timers timers;
  private final EventLog log;
  private final Counters counters;
  private final KubeletProbes probes = new KubeletProbes();
  private final Map<App, Watch> open = new LinkedHashMap<>();
  private final Set<Call> calls = new LinkedHashSet<>();
  private boolean asking;
  private boolean alarmed;
  private long alarm;

  /** What is waited for of one app; not judged before the kernel was asked once. */
  private static final class Watch {
    Hold hold;
    boolean asked;

    Watch(Hold hold, boolean asked) {
      this.hold = hold;
      this.asked = asked;
    }
  }

  public Holds(Pod pod, Refresh refresh, Timers timers, EventLog log, Counters counters) {
    this.pod = pod;
    this.refresh = refresh;
    this.timers = timers;
    this.log = log;
    this.counters = counters;
    pod.listen(probes);
    pod.listen((app, before, after) -> judge(app));
  }

  /**
   * Drains apps, or joins the drains that they are in.
   *
   * @param delay the propagation delay of an app, in ns, if its drain begins now
   * @param who for the log
   * @param out takes the outcome, now or later; empty if the place is given to another caller
   * @return null if too many are held: nothing is done then
   */
  public @Nullable Call drain(
      List<App> apps, ToLongFunction<App> delay, String who, Consumer<Optional<Outcome>> out) {
    if (calls.size() >= MOST && !makeRoom()) {
      told("too_many", apps, who);
      return null;
    }
    told("accepted", apps, who);
    Call call = new Call(apps, pod.now(), who, out);
    for (App app : apps) {
      Drain before = pod.view(app).state().drain();
      Signal ask = new Signal.DrainAsked(Drain.Origin.OUTSIDE, delay.applyAsLong(app));
      AppState state = pod.signal(app, ask).state();
      Drain drain = state.drain();
      if (before != null && drain != null && before.since() == drain.since()) {
        call.joins(app);
      }
      begin(call, app, state);
    }
    calls.add(call);
    if (call.isOver()) {
      end(call);
      return call;
    }
    ask();
    List.copyOf(open.keySet()).forEach(this::judge);
    return call;
  }

  /** The caller has gone; the drain goes on. */
  public void leave(Call call) {
    if (calls.remove(call)) {
      told("left", call.apps(), call.who());
      forgetUnawaited();
    }
  }

  /**
   * Kubelet has been given an answer to a readiness probe.
   *
   * @param one the app that was asked about, null for all
   */
  public void probed(@Nullable App one, boolean ok) {
    probes.answered(pod.apps(), one, ok, pod.now());
    if (!open.isEmpty()) {
      (one == null ? pod.apps() : List.of(one)).forEach(this::judge);
    }
  }

  /** How many calls are held. */
  public int size() {
    return calls.size();
  }

  private void begin(Call call, App app, AppState state) {
    if (open.containsKey(app)) {
      return;
    }
    Hold hold = Hold.of(state, pod.now());
    if (hold.isOver()) {
      call.ends(app, hold);
    } else {
      open.put(app, new Watch(hold, !isAsked(app)));
    }
  }

  private void judge(App app) {
    AppState state = pod.view(app).state();
    Watch watch = open.get(app);
    if (watch == null || !watch.asked) {
      return;
    }
    watch.hold = watch.hold.next(app.config().policy(), state, probes.of(app), pod.now());
    if (!watch.hold.isOver()) {
      setAlarm(watch.hold.wakeAt());
      return;
    }
    open.remove(app);
    for (Call call : List.copyOf(calls)) {
      if (call.waitsFor(app)) {
        call.ends(app, watch.hold);
        if (call.isOver()) {
          end(call);
        }
      }
    }
  }

  private void end(Call call) {
    calls.remove(call);
    Outcome outcome = call.outcome(pod.now());
    List<String> ends = new ArrayList<>();
    for (Outcome.OfApp app : outcome.apps()) {
      counters.held(app.app(), app.over());
      ends.add(app.app() + ": " + app.over().text());
    }
    log.info(
        "drain_over",
        "drained",
        outcome.isDrained(),
        "waited_ms",
        TimeUnit.NANOSECONDS.toMillis(outcome.waited()),
        "apps",
        String.join(", ", ends),
        "who",
        call.who());
    call.answer(Optional.of(outcome));
  }

  /** A caller that has ended its side may have gone, and is the first to make room. */
  private boolean makeRoom() {
    for (Call call : calls) {
      if (call.isLeaving()) {
        calls.remove(call);
        forgetUnawaited();
        call.answer(Optional.empty());
        return true;
      }
    }
    return false;
  }

  private void forgetUnawaited() {
    open.keySet().removeIf(app -> !isAwaited(app));
  }

  private boolean isAwaited(App app) {
    for (Call call : calls) {
      if (call.waitsFor(app)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAsked(App app) {
    return app.config().policy().untilIdle() && !app.config().ports().isEmpty();
  }

  /** Asks the kernel, and again after a while, as long as its answer is waited for. */
  private void ask() {
    List<App> apps = new ArrayList<>(open.keySet());
    apps.removeIf(app -> !isAsked(app));
    if (asking || apps.isEmpty()) {
      return;
    }
    asking = true;
    refresh.now(
        apps,
        () -> {
          for (App app : apps) {
            Watch watch = open.get(app);
            if (watch != null) {
              watch.asked = true;
              judge(app);
            }
          }
          timers.in(REFRESH.toNanos(), this::askAgain);
        });
  }

  private void askAgain() {
    asking = false;
    ask();
  }

  /** One alarm for all, at the first moment at which one of them may be over. */
  private void setAlarm(long at) {
    if (alarmed && alarm - at <= 0) {
      return;
    }
    alarmed = true;
    alarm = at;
    timers.in(at - pod.now(), () -> ring(at));
  }

  private void ring(long at) {
    if (alarmed && alarm == at) {
      alarmed = false;
      List.copyOf(open.keySet()).forEach(this::judge);
    }
  }

  private void told(String result, List<App> apps, String who) {
    counters.control("drain", result);
    String names = App.names(apps, ",");
    log.info("control", "verb", "drain", "result", result, "apps", names, "who", who);
  }
}

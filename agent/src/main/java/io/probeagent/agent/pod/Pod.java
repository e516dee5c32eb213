package io.probeagent.agent.pod;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.pod.App.View;
import io.probeagent.agent.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All apps of the pod, and the one place where their states change. */
public final class Pod {
  private final Ticker ticker;
  private final Timers timers;
  private final List<App> apps;
  private final List<PodListener> listeners = new ArrayList<>();
  private final Map<App, Long> alarms = new HashMap<>();
  private long version;

  /**
   * @param remembered states from before the agent's own restart, by the app's name
   */
  public Pod(
      List<Config.App> configs, Map<String, AppState> remembered, Ticker ticker, Timers timers) {
    this.ticker = ticker;
    this.timers = timers;
    long now = ticker.nanos();
    List<App> all = new ArrayList<>();
    for (Config.App config : configs) {
      AppState state = remembered.get(config.name());
      all.add(new App(config, state == null ? AppState.unknown(now) : state, now));
    }
    apps = List.copyOf(all);
    apps.forEach(app -> watch(app, app.last(), now));
  }

  public List<App> apps() {
    return apps;
  }

  /** The app of that name, or null. */
  public @Nullable App app(String name) {
    for (App app : apps) {
      if (app.name().equals(name)) {
        return app;
      }
    }
    return null;
  }

  /** The app of that name, or all if the name is empty; none if there is no such app. */
  public List<App> select(String name) {
    if (name.isEmpty()) {
      return apps;
    }
    App app = app(name);
    return app == null ? List.of() : List.of(app);
  }

  /** Changes whenever an answer to a probe may have: what was prepared for it is then stale. */
  public long version() {
    return version;
  }

  public long now() {
    return ticker.nanos();
  }

  public void listen(PodListener listener) {
    listeners.add(listener);
  }

  /** Takes a signal in; returns what holds from now on. */
  public View signal(App app, Signal signal) {
    long now = ticker.nanos();
    View before = app.last();
    AppState next = app.lifecycle().next(before.state(), signal, now);
    return next.equals(before.state()) && before.verdicts().holdAt(now)
        ? before
        : publish(app, before, next, now);
  }

  /** What holds now: judged at the time of the question, however late a timer may be. */
  public View view(App app) {
    long now = ticker.nanos();
    View last = app.last();
    return last.verdicts().holdAt(now) ? last : publish(app, last, last.state(), now);
  }

  private View publish(App app, View before, AppState state, long now) {
    View after = app.take(state, now);
    if (!after.equals(before)) {
      version++;
      watch(app, after, now);
      for (PodListener listener : listeners) {
        listener.changed(app, before, after);
      }
    }
    return after;
  }

  /**
   * One alarm per app, so that a change which only time brings is told to the listeners too. It is
   * not moved when a beat puts it off: it finds nothing to do then, and sets itself anew.
   */
  private void watch(App app, View view, long now) {
    if (!view.verdicts().bounded()) {
      return;
    }
    long at = view.verdicts().validUntil();
    Long set = alarms.get(app);
    if (set != null && set - now > 0 && set - at <= 0) {
      return;
    }
    alarms.put(app, at);
    timers.in(at - now, () -> alarm(app, at));
  }

  private void alarm(App app, long at) {
    Long set = alarms.get(app);
    if (set == null || set != at) {
      return; // an earlier one was set since, and took over
    }
    alarms.remove(app);
    View view = view(app);
    watch(app, view, ticker.nanos());
  }
}

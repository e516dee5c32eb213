package io.probeagent.agent.hold;

import io.probeagent.agent.lifecycle.Hold;
import io.probeagent.agent.pod.App;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One caller that is held, on behalf of some apps. */
public final class Call {
  private final List<App> apps;
  private final long since;
  private final String who;
  private final Consumer<Optional<Outcome>> out;
  private final Set<App> joined = new HashSet<>();
  private final Map<App, Hold> over = new HashMap<>();
  private boolean leaving;

  Call(List<App> apps, long since, String who, Consumer<Optional<Outcome>> out) {
    this.apps = List.copyOf(apps);
    this.since = since;
    this.who = who;
    this.out = out;
  }

  List<App> apps() {
    return apps;
  }

  String who() {
    return who;
  }

  void joins(App app) {
    joined.add(app);
  }

  boolean waitsFor(App app) {
    return apps.contains(app) && !over.containsKey(app);
  }

  /** Takes the end of one app's hold; the first one counts. */
  void ends(App app, Hold hold) {
    over.putIfAbsent(app, hold);
  }

  boolean isOver() {
    return over.size() == apps.size();
  }

  /** It has ended its side of the connection: it may still listen, or may have gone. */
  public void leaves() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  Outcome outcome(long now) {
    List<Outcome.OfApp> ends = new ArrayList<>();
    for (App app : apps) {
      Hold hold = over.get(app);
      if (hold != null) {
        ends.add(new Outcome.OfApp(app.name(), joined.contains(app), hold));
      }
    }
    return new Outcome(now - since, ends);
  }

  void answer(Optional<Outcome> outcome) {
    out.accept(outcome);
  }
}

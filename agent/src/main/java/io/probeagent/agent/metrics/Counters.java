package io.probeagent.agent.metrics;

import io.probeagent.agent.lifecycle.Cause;
import io.probeagent.agent.lifecycle.Hold;
import io.probeagent.agent.lifecycle.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened since the start. Belongs to the event loop; whoever renders it takes a copy
 * there. The metrics library is not loaded until somebody asks for the page.
 */
public final class Counters {
  /** Answers to one path with one code. */
  public record Answered(String path, int code) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Answered other && path.equals(other.path) && code == other.code;
    }

    @Override
    public int hashCode() {
      return 31 * path.hashCode() + code;
    }
  }

  /** One phase after another, and why. */
  public record Transition(String app, Phase from, Phase to, Cause cause) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Transition other
          && app.equals(other.app)
          && from == other.from
          && to == other.to
          && cause == other.cause;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * (31 * app.hashCode() + from.hashCode()) + to.hashCode()) + cause.hashCode();
    }
  }

  /** Something that a source could not see or would not take. */
  public record SourceError(String app, String source, String kind) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof SourceError other
          && app.equals(other.app)
          && source.equals(other.source)
          && kind.equals(other.kind);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * app.hashCode() + source.hashCode()) + kind.hashCode();
    }
  }

  /** Uses and refusals of the control verbs. */
  public record Control(String verb, String result) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Control other
          && verb.equals(other.verb)
          && result.equals(other.result);
    }

    @Override
    public int hashCode() {
      return 31 * verb.hashCode() + result.hashCode();
    }
  }

  /** Ends of what held calls waited for, of one app. */
  public record Held(String app, Hold.Over over) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Held other && app.equals(other.app) && over == other.over;
    }

    @Override
    public int hashCode() {
      return 31 * app.hashCode() + over.hashCode();
    }
  }

  /** How often, and what the last one was. */
  public record Tally(long count, String last) {}

  /** How many drains have ended, and the seconds that they took. */
  public record Drains(long count, double seconds) {}

  private final Map<Answered, long[]> answered = new HashMap<>();
  private final Map<Transition, long[]> transitions = new HashMap<>();
  private final Map<SourceError, Tally> errors = new HashMap<>();
  private final Map<Control, long[]> controls = new HashMap<>();
  private final Map<String, Drains> drains = new HashMap<>();
  private final Map<Held, long[]> holds = new HashMap<>();
  private final Map<String, long[]> closed = new HashMap<>();
  private final Map<String, long[]> notified = new HashMap<>();

  /** Counts an answer; the cell it returns can be kept and counted up without a look-up. */
  public long[] answered(String path, int code) {
    return answered.computeIfAbsent(new Answered(path, code), k -> new long[1]);
  }

  public void transition(String app, Phase from, Phase to, Cause cause) {
    transitions.computeIfAbsent(new Transition(app, from, to, cause), k -> new long[1])[0]++;
  }

  public void sourceError(String app, String source, String kind, String detail) {
    errors.merge(
        new SourceError(app, source, kind),
        new Tally(1, detail),
        (old, one) -> new Tally(old.count + 1, one.last));
  }

  public void control(String verb, String result) {
    controls.computeIfAbsent(new Control(verb, result), k -> new long[1])[0]++;
  }

  public void drained(String app, double seconds) {
    drains.merge(
        app,
        new Drains(1, seconds),
        (old, one) -> new Drains(old.count + 1, old.seconds + one.seconds));
  }

  public void held(String app, Hold.Over over) {
    holds.computeIfAbsent(new Held(app, over), k -> new long[1])[0]++;
  }

  /** Counts an HTTP connection that the agent closed: {@code cap} or {@code slow}. */
  public void closed(String reason) {
    closed.computeIfAbsent(reason, k -> new long[1])[0]++;
  }

  /** The datagrams of an app; the cell it returns is counted up without a look-up. */
  public long[] notified(String app) {
    return notified.computeIfAbsent(app, k -> new long[1]);
  }

  public List<Map.Entry<SourceError, Tally>> sourceErrors() {
    return new ArrayList<>(errors.entrySet());
  }

  /** A copy that another thread may read. */
  Snapshot snapshot() {
    return new Snapshot(
        counts(answered),
        counts(transitions),
        Map.copyOf(errors),
        counts(controls),
        Map.copyOf(drains),
        counts(holds),
        counts(closed),
        counts(notified));
  }

  /** Values of one moment. */
  record Snapshot(
      Map<Answered, Long> answered,
      Map<Transition, Long> transitions,
      Map<SourceError, Tally> errors,
      Map<Control, Long> controls,
      Map<String, Drains> drains,
      Map<Held, Long> holds,
      Map<String, Long> closed,
      Map<String, Long> notified) {}

  private static <K> Map<K, Long> counts(Map<K, long[]> cells) {
    Map<K, Long> copy = new HashMap<>();
    cells.forEach((key, cell) -> copy.put(key, cell[0]));
    return copy;
  }
}

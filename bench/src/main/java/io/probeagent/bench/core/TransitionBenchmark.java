package io.probeagent.bench.core;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One signal: what {@link Lifecycle#next} makes of a state. */
@State(Scope.Thread)
public class TransitionBenchmark {
  private static final String FILE = "file-20c418-1";

  private final Lifecycle lifecycle = Apps.lifecycle();
  private final Signal ready = new Signal.Said(Signal.ANYONE, List.of(new Word.Ready()));
  private final Signal notReady = new Signal.Said(Signal.ANYONE, List.of(new Word.NotReady()));
  private final Signal beat = new Signal.Said(Signal.ANYONE, List.of(new Word.Beat()));
  private final Signal same = file(1);

  private AppState state = lifecycle.next(AppState.unknown(0), same, 0);
  private long now = 1;

  private static Signal file(long stamp) {
    return new Signal.FileSeen(new ProbeFile(FILE, false, List.of(), stamp), 0);
  }

  /** Ready and not ready in turn, two transitions. */
  @Benchmark
  public AppState readiness() {
    now += 2;
    state = lifecycle.next(lifecycle.next(state, notReady, now), ready, now + 1);
    return state;
  }

  /** A heartbeat changes no phase. */
  @Benchmark
  public AppState beat() {
    state = lifecycle.next(state, beat, ++now);
    return state;
  }

  /** The app touches its file. */
  @Benchmark
  public AppState touch() {
    state = lifecycle.next(state, file(++now), now);
    return state;
  }

  /** A look at a file that says what it said. */
  @Benchmark
  public AppState nothingNew() {
    return lifecycle.next(state, same, 0);
  }
}

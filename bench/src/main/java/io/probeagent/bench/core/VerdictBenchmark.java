package io.probeagent.bench.core;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain.Origin;
import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.lifecycle.Word;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The verdicts of one app, made anew; and the question whether they still hold. */
@State(Scope.Thread)
public class VerdictBenchmark {
  private final Lifecycle lifecycle = Apps.lifecycle();
  private final AppState unknown = AppState.unknown(0);
  private final AppState ready =
      lifecycle.next(
          unknown, new Signal.FileSeen(new ProbeFile("file-20c418-1", false, List.of(), 1), 0), 0);
  private final AppState watched =
      lifecycle.next(
          ready, new Signal.Said(Signal.ANYONE, List.of(new Word.BeatEvery(30_000_000_000L))), 1);
  private final AppState draining =
      lifecycle.next(ready, new Signal.DrainAsked(Origin.OUTSIDE, 5_000_000_000L), 1);
  private final Verdicts known = Verdicts.of(lifecycle, watched, 1);

  private long now = 2;

  /** Of an app that is ready. */
  @Benchmark
  public Verdicts ready() {
    return Verdicts.of(lifecycle, ready, ++now);
  }

  /** Of an app with a watchdog. */
  @Benchmark
  public Verdicts watched() {
    return Verdicts.of(lifecycle, watched, 2);
  }

  /** Of an app that drains. */
  @Benchmark
  public Verdicts draining() {
    return Verdicts.of(lifecycle, draining, 2);
  }

  /** Of an app that was never seen. */
  @Benchmark
  public Verdicts unknown() {
    return Verdicts.of(lifecycle, unknown, ++now);
  }

  /** What is asked before each answer: the verdicts are made anew only if this is false. */
  @Benchmark
  public boolean stillHold() {
    return known.holdAt(2);
  }
}

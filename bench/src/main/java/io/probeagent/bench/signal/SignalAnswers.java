package io.probeagent.bench.signal;

import io.probeagent.bench.figure.Figure;
import io.probeagent.bench.figure.Results;
import io.probeagent.bench.load.Drive;
import io.probeagent.bench.subject.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/** The time from a signal to the end of the first answer that shows it, one signal at a time. */
public final class SignalAnswers {
  /** Between two signals, in ms: the agent sleeps when one comes. */
  private static final int LEAST_REST = 2;

  private static final int MOST_REST = 12;

  /** Signals that do not count: the first ones load and link the classes of this side, too. */
  private static final int FIRST = 10;

  private static final List<Way.Kind> WAYS =
      List.of(
          new Way.Kind(
              "created, removed", Figure.SIGNAL_FILE_P50, Figure.SIGNAL_FILE_P99, TouchedFile::in),
          new Way.Kind(
              "renamed", Figure.SIGNAL_RENAME_P50, Figure.SIGNAL_RENAME_P99, RenamedFile::in),
          new Way.Kind(
              "stream", Figure.SIGNAL_STREAM_P50, Figure.SIGNAL_STREAM_P99, StreamLine::in),
          new Way.Kind(
              "datagram",
              Figure.SIGNAL_DATAGRAM_P50,
              Figure.SIGNAL_DATAGRAM_P99,
              NotifyDatagram::in));

  private final int signals;

  /**
   * Prepares.
   *
   * @param signals how many of each way
   */
  public SignalAnswers(int signals) {
    this.signals = signals;
  }

  /** Of an agent that runs for one app, which is ready. */
  public void take(Running agent, Results into) throws IOException, InterruptedException {
    Path folder = agent.folder().resolve("probe");
    long waited = 0;
    long asked = 0;
    for (Way.Kind kind : WAYS) {
      Histogram took = Drive.histogram();
      try (Way way = kind.opened().in(folder)) {
        for (int i = 0; i < FIRST + signals; i++) {
          Thread.sleep(ThreadLocalRandom.current().nextInt(LEAST_REST, MOST_REST));
          try (ChangedAnswer answer = new ChangedAnswer(agent.port())) {
            boolean ready = i % 2 == 1;
            answer.await(!ready);
            int before = answer.asked();
            long start = System.nanoTime();
            way.say(ready);
            long time = answer.await(ready) - start;
            way.settle();
            if (i >= FIRST) {
              took.recordValue(time);
              waited += time;
              asked += answer.asked() - before;
            }
          }
        }
      }
      String name = agent.subject().name();
      into.add(kind.p50(), name, took.getValueAtPercentile(50) / 1e6);
      into.add(kind.p99(), name, took.getValueAtPercentile(99) / 1e6);
    }
    into.add(Figure.SIGNAL_RESOLUTION, agent.subject().name(), waited / 1e6 / asked);
  }
}

package io.probeagent.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.Configs;
import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.fake.FakeTimers;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.pod.Pod;
import io.probeagent.agent.time.Ticker;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real folder under a watch, whose signals can be waited for. */
final class WatchedFolder implements AutoCloseable {
  /** So seldom that within a test only events bring anything. */
  static final Duration SELDOM = Duration.ofMinutes(1);

  static final Duration OFTEN = Duration.ofMillis(100);

  final Path dir;
  final Path file;
  final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
  final BlockingQueue<Thread> looks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Brought> signals = new LinkedBlockingQueue<>();
  private final FolderWatch watch;
  private volatile boolean broken;

  private record Brought(String app, Signal signal) {}

  WatchedFolder(Path dir, Duration poll, boolean events, String... settings) {
    this(dir, poll, events, Ticker.SYSTEM, settings);
  }

  WatchedFolder(Path dir, Duration poll, boolean events, Ticker clock, String... settings) {
    this.dir = dir;
    this.file = dir.resolve("live");
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "PROBE_DIR=" + dir;
    FakeTicker ticker = new FakeTicker();
    Pod pod = new Pod(Configs.of(all).apps(), Map.of(), ticker, new FakeTimers(ticker));
    watch =
        new FolderWatch(
            pod.apps(),
            poll,
            clock,
            () -> {
              if (!events) {
                throw new IOException("no inotify here");
              }
              return FileSystems.getDefault().newWatchService();
            },
            (app, signal) -> signals.add(new Brought(app.name(), signal)),
            (app, source, kind, detail) ->
                errors.add(app + " " + source + " " + kind + " " + detail),
            this::tend);
  }

  private void tend() {
    looks.add(Thread.currentThread());
    if (broken) {
      throw new IllegalStateException("a defect");
    }
  }

  /** Makes every look at everything end with an exception. */
  void breakDown() {
    broken = true;
  }

  WatchedFolder start() throws InterruptedException {
    watch.start();
    assertThat(watch.awaitFirstLook(Duration.ofSeconds(20))).isTrue();
    return this;
  }

  /** What the next signal of an app is. */
  Signal next(String app) throws InterruptedException {
    Brought next = signals.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no signal within 20 s; errors: " + errors);
    }
    assertThat(next.app()).isEqualTo(app);
    return next.signal();
  }

  /** The file that the next signal of the one app is about. */
  ProbeFile seen() throws InterruptedException {
    Signal next = next("app");
    if (next instanceof Signal.FileSeen seen) {
      return seen.file();
    }
    throw new AssertionError(next);
  }

  boolean isQuiet() {
    return signals.isEmpty();
  }

  /** Waits for so many looks at everything from now on. */
  void awaitLooks(int count) throws InterruptedException {
    looks.clear();
    for (int i = 0; i < count; i++) {
      assertThat(looks.poll(20, TimeUnit.SECONDS)).as("a look within 20 s").isNotNull();
    }
  }

  /** Puts content in place as it should be: written aside and renamed. */
  void put(String content) throws IOException {
    Path aside = Files.writeString(dir.resolve(".live"), content);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    watch.close();
  }
}

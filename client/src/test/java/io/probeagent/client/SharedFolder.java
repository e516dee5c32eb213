package io.probeagent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The folder between the client and a fake agent. */
record SharedFolder(Path path) {

  static final String GONE = "<gone>";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  Map<String, String> env() {
    return Map.of("PROBE_DIR", path.toString());
  }

  /** A client that waits for acknowledgements as long as it takes: for an agent that answers. */
  ProbeClient connect(LongSupplier clock) {
    return ProbeClient.connect(env(), clock, PATIENCE);
  }

  /** What the probe file says now. */
  String live() {
    try {
      return Files.readString(path.resolve("live"));
    } catch (NoSuchFileException e) {
      return GONE;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once the probe file says so; woken by each change in the folder. */
  void awaitLive(Predicate<String> wanted) throws Exception {
    try (WatchService changes = path.getFileSystem().newWatchService()) {
      path.register(
          changes,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
      while (!wanted.test(live())) {
        WatchKey change = changes.poll(30, TimeUnit.SECONDS);
        assertThat(change).as("a change within 30 s of: " + live()).isNotNull();
        change.pollEvents();
        change.reset();
      }
    }
  }

  void awaitGone() throws Exception {
    awaitLive(GONE::equals);
  }
}

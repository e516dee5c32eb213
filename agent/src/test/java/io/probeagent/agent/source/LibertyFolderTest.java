package io.probeagent.agent.source;

import static io.probeagent.agent.source.WatchedFolder.OFTEN;
import static io.probeagent.agent.source.WatchedFolder.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open Liberty's files in a real folder, by events and by looking alone. */
@Timeout(60)
final class LibertyFolderTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWholeLife(boolean events) throws Exception {
    try (WatchedFolder folder =
        new WatchedFolder(dir, events ? SELDOM : OFTEN, events, "PROBE_FILES=liberty")) {
      folder.start();
      for (String name : new String[] {"started", "live", "ready"}) {
        Files.createFile(dir.resolve(name));
      }
      ProbeFile first = awaitReady(folder, true);

      Files.delete(dir.resolve("ready"));
      assertThat(awaitReady(folder, false).id()).isEqualTo(first.id());
      Files.createFile(dir.resolve("ready"));
      assertThat(awaitReady(folder, true).id()).isEqualTo(first.id());
      Files.setLastModifiedTime(dir.resolve("live"), FileTime.fromMillis(1000));
      Signal.FileSeen touched = next(folder);
      assertThat(touched.file().stamp()).isEqualTo(1_000_000_000L);
      assertThat(touched.beatAge()).isLessThan(SELDOM.toNanos());

      Files.createFile(dir.resolve("others"));
      for (String name : new String[] {"ready", "live", "started"}) {
        Files.delete(dir.resolve(name));
      }
      Signal signal = folder.next("app");
      while (signal instanceof Signal.FileSeen seen) {
        assertThat(seen.file().id()).isEqualTo(first.id());
        signal = folder.next("app");
      }
      assertThat(signal).isEqualTo(new Signal.FileGone(false));
    }
  }

  @Test
  void aRestartWithinOneLookIsANewInstance() throws Exception {
    FakeTicker clock = new FakeTicker();
    try (WatchedFolder folder =
        new WatchedFolder(dir, SELDOM, true, clock, "PROBE_FILES=liberty")) {
      folder.start();
      String last = "";
      for (int i = 0; i < 50; i++) {
        clock.advance(Duration.ofSeconds(2)); // no server starts twice in less
        for (String name : new String[] {"live", "ready", "started"}) {
          Files.deleteIfExists(dir.resolve(name));
        }
        for (String name : new String[] {"started", "live", "ready"}) {
          Files.createFile(dir.resolve(name));
        }
        Signal next = folder.next("app");
        while (!(next instanceof Signal.FileSeen seen
            && !seen.file().id().equals(last)
            && seen.file().words().isEmpty())) {
          next = folder.next("app");
        }
        last = ((Signal.FileSeen) next).file().id();
      }
    }
  }

  /** Waits for the next signal that tells of readiness so. */
  private static ProbeFile awaitReady(WatchedFolder folder, boolean ready) throws Exception {
    Signal.FileSeen seen = next(folder);
    while (seen.file().words().isEmpty() != ready) {
      seen = next(folder);
    }
    return seen.file();
  }

  private static Signal.FileSeen next(WatchedFolder folder) throws InterruptedException {
    Signal next = folder.next("app");
    if (next instanceof Signal.FileSeen seen) {
      return seen;
    }
    throw new AssertionError(next);
  }
}

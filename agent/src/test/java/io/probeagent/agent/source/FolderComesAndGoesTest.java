package io.probeagent.agent.source;

import static io.probeagent.agent.source.WatchedFolder.SELDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.fake.FakeTicker;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder that is at the path is the one that is watched. */
@Timeout(60)
final class FolderComesAndGoesTest {
  @TempDir private Path dir;
  private WatchedFolder folder = new WatchedFolder(Path.of("/nowhere"), SELDOM, true);

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void aFolderThatIsMissingAtTheStartIsWaitedFor() throws Exception {
    Path late = dir.resolve("late");
    folder = new WatchedFolder(late, SELDOM, true);
    folder.start();
    assertThat(folder.isQuiet()).isTrue();
    assertThat(folder.errors.take())
        .isEqualTo("app file unreadable " + late + "/live: no folder " + late);

    Files.createDirectory(late);
    folder.put("READY=0\n");
    assertThat(folder.seen().words()).containsExactly(new Word.NotReady());

    Files.delete(folder.file);
    assertThat(folder.next("app")).as("by an event").isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatIsRemovedAndMadeAgainIsWatchedAgain() throws Exception {
    folder = new WatchedFolder(dir.resolve("probe"), SELDOM, true);
    Files.createDirectory(folder.dir);
    folder.put("READY=1\n");
    folder.start();
    folder.seen();

    Files.delete(folder.file);
    Files.delete(folder.dir);
    Files.createDirectory(folder.dir);
    assertThat(folder.next("app")).isInstanceOf(Signal.FileGone.class);
    folder.put("READY=0\n");

    assertThat(folder.seen().words()).containsExactly(new Word.NotReady());
    Files.delete(folder.file);
    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatWasMovedAwayIsWatchedInItsPlaceFromTheNextLookOn() throws Exception {
    FakeTicker clock = new FakeTicker();
    folder = new WatchedFolder(dir.resolve("probe"), SELDOM, true, clock);
    Files.createDirectory(folder.dir);
    folder.start();
    Files.move(folder.dir, dir.resolve("away"));
    Files.createDirectory(folder.dir);

    clock.advance(SELDOM);
    folder.looks.clear();
    Files.createFile(dir.resolve("away/anything")); // wakes the thread, which then looks
    assertThat(folder.looks.poll(20, TimeUnit.SECONDS)).isNotNull();
    folder.put("READY=0\n");

    assertThat(folder.seen().words()).containsExactly(new Word.NotReady());
  }
}

package io.probeagent.agent.source;

import static io.probeagent.agent.source.WatchedFolder.OFTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything is looked at once in a while, with events, without them, and in spite of them. */
@Timeout(60)
final class FolderPollTest {
  @TempDir private Path dir;
  private WatchedFolder folder = new WatchedFolder(Path.of("/nowhere"), OFTEN, true);

  @BeforeEach
  void open() {
    folder = new WatchedFolder(dir, OFTEN, true);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void withoutEventsThePollBringsEverySignal() throws Exception {
    folder = new WatchedFolder(dir, OFTEN, false);
    folder.start();
    assertThat(folder.errors.take())
        .isEqualTo(
            " file watch no file events, polling only: java.io.IOException: no inotify here");

    folder.put("READY=0\n");
    ProbeFile first = folder.seen();
    folder.put("READY=1\n");
    assertThat(folder.seen().id()).isNotEqualTo(first.id());
    Files.setLastModifiedTime(folder.file, FileTime.fromMillis(1000));
    assertThat(folder.seen().words()).containsExactly(new Word.Ready());
    Files.delete(folder.file);
    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void constantEventsDoNotPutTheLookAtEverythingOff() throws Exception {
    folder.start();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int looks = 0;
    while (looks < 3 && System.nanoTime() < end) {
      folder.put("READY=1\n");
      looks += folder.looks.poll() == null ? 0 : 1;
    }

    assertThat(looks).isEqualTo(3);
  }

  @Test
  void aFolderThatWasReplacedIsWatchedInItsPlace() throws Exception {
    folder = new WatchedFolder(dir.resolve("probe"), OFTEN, true);
    Files.createDirectory(folder.dir);
    folder.put("READY=1\n");
    folder.start();
    String first = folder.seen().id();

    Files.move(folder.dir, dir.resolve("away"));
    Files.createDirectory(folder.dir);
    assertThat(folder.next("app")).isInstanceOf(Signal.FileGone.class);
    Files.delete(dir.resolve("away/live"));
    folder.put("READY=0\n");

    ProbeFile second = folder.seen();
    assertThat(second.id()).isNotEqualTo(first);
    assertThat(second.words()).containsExactly(new Word.NotReady());
    Files.delete(folder.file);
    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatIsGoneForAWhileEndsNothing() throws Exception {
    folder = new WatchedFolder(dir.resolve("probe"), OFTEN, true);
    Files.createDirectory(folder.dir);
    folder.put("READY=1\n");
    folder.start();
    folder.seen();

    Files.move(folder.dir, dir.resolve("away"));
    assertThat(folder.errors.take()).contains("no folder");
    folder.awaitLooks(2);
    Files.move(dir.resolve("away"), folder.dir);
    folder.awaitLooks(2);
    assertThat(folder.isQuiet()).isTrue();

    Files.delete(folder.file);
    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void aFolderThatCameBackEmptyTookTheFileWithIt() throws Exception {
    folder = new WatchedFolder(dir.resolve("probe"), OFTEN, true);
    Files.createDirectory(folder.dir);
    folder.put("READY=1\n");
    folder.start();
    folder.seen();

    Files.move(folder.dir, dir.resolve("away"));
    assertThat(folder.errors.take()).contains("no folder");
    Files.createDirectory(folder.dir);

    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(true));
  }

  @Test
  void aDefectInALookIsToldAndEndsNoLooking() throws Exception {
    folder.start();
    folder.breakDown();
    assertThat(folder.errors.take())
        .isEqualTo(" file defect java.lang.IllegalStateException: a defect");

    folder.put("READY=1\n");

    assertThat(folder.seen().words()).containsExactly(new Word.Ready());
  }

  @Test
  void withoutEventsTheEndIsPromptToo() throws Exception {
    folder = new WatchedFolder(dir, WatchedFolder.SELDOM, false);
    folder.start();
    Thread thread = Objects.requireNonNull(folder.looks.poll());

    folder.close();

    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
  }
}

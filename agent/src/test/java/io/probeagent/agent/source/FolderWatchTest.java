package io.probeagent.agent.source;

import static io.probeagent.agent.source.WatchedFolder.SELDOM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Signal;
import io.probeagent.agent.lifecycle.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events of a real folder bring signals; the next look without one is a minute away. */
@Timeout(60)
final class FolderWatchTest {
  @TempDir private Path dir;
  private WatchedFolder folder = new WatchedFolder(Path.of("/nowhere"), SELDOM, true);

  @BeforeEach
  void open() {
    folder = new WatchedFolder(dir, SELDOM, true);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void whatIsThereIsSeenByTheEndOfTheFirstLook() throws Exception {
    folder.put("READY=0\n");
    folder.start();

    assertThat(folder.isQuiet()).isFalse();
    assertThat(folder.seen().words()).containsExactly(new Word.NotReady());
  }

  @Test
  void aFileIsCreated() throws Exception {
    folder.start();
    assertThat(folder.isQuiet()).isTrue();

    Files.createFile(folder.file);

    assertThat(folder.seen().words()).isEmpty();
  }

  @Test
  void aFileIsRenamedIntoPlaceAndReplaced() throws Exception {
    folder.start();
    folder.put("READY=0\n");
    ProbeFile first = folder.seen();
    assertThat(first.words()).containsExactly(new Word.NotReady());

    folder.put("READY=1\n");

    ProbeFile second = folder.seen();
    assertThat(second.words()).containsExactly(new Word.Ready());
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void aFileIsRewritten() throws Exception {
    folder.put("READY=0\n");
    folder.start();
    ProbeFile first = folder.seen();

    Files.write(folder.file, "READY=1\n".getBytes(UTF_8), StandardOpenOption.WRITE);

    ProbeFile second = folder.seen();
    assertThat(second.words()).containsExactly(new Word.Ready());
    assertThat(second.id()).isEqualTo(first.id());
  }

  @Test
  void aFileIsTouched() throws Exception {
    folder.put("READY=1\n");
    folder.start();
    long before = folder.seen().stamp();

    Files.setLastModifiedTime(folder.file, FileTime.fromMillis(1000));

    assertThat(folder.seen().stamp()).isNotEqualTo(before);
  }

  @Test
  void aFileIsRemovedAndCreatedAgain() throws Exception {
    folder.put("READY=1\n");
    folder.start();
    String first = folder.seen().id();

    Files.delete(folder.file);
    assertThat(folder.next("app")).isEqualTo(new Signal.FileGone(false));
    folder.put("READY=1\n");

    assertThat(folder.seen().id()).isNotEqualTo(first);
  }

  @Test
  void aFileThatIsReplacedWithinOneLookIsAnotherEvenInTheSameInode() throws Exception {
    folder.start();
    Files.createFile(folder.file);
    String last = folder.seen().id();
    for (int i = 0; i < 15; i++) {
      Files.delete(folder.file);
      Files.createFile(folder.file);
      Signal next = folder.next("app");
      while (next.equals(new Signal.FileGone(false))
          || (next instanceof Signal.FileSeen seen && seen.file().id().equals(last))) {
        next = folder.next("app");
      }
      last = ((Signal.FileSeen) next).file().id();
    }
  }

  @Test
  void otherFilesAreNoneOfOurBusiness() throws Exception {
    folder.start();

    for (String other : new String[] {"started", ".live.swp", "live2", "LIVE"}) {
      Files.writeString(dir.resolve(other), "READY=1\n");
      Files.delete(dir.resolve(other));
    }
    Files.createDirectory(dir.resolve("sub"));
    Files.writeString(dir.resolve("sub/live"), "READY=0\n");
    folder.put("STATUS=ours\n");

    assertThat(folder.seen().words()).containsExactly(new Word.Status("ours"));
    assertThat(folder.isQuiet()).isTrue();
    assertThat(folder.errors).isEmpty();
  }

  @Test
  void everyAppHasItsOwnFile() throws Exception {
    folder = new WatchedFolder(dir, SELDOM, true, "PROBE_APPS=web,db", "PROBE_DB_FILE=up");
    Files.createDirectory(dir.resolve("web"));
    Files.createDirectory(dir.resolve("db"));
    folder.start();

    Files.createFile(dir.resolve("db/up"));
    assertThat(folder.next("db")).isInstanceOf(Signal.FileSeen.class);
    Files.createFile(dir.resolve("web/live"));
    assertThat(folder.next("web")).isInstanceOf(Signal.FileSeen.class);
    Files.delete(dir.resolve("db/up"));
    assertThat(folder.next("db")).isEqualTo(new Signal.FileGone(false));
  }

  @Test
  void afterTheEndTheThreadIsGone() throws IOException, InterruptedException {
    folder.start();
    Thread thread = Objects.requireNonNull(folder.looks.poll());

    folder.close();

    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
  }
}
